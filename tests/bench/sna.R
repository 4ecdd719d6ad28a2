# What R's sna has for the same question:
#
#   Rscript sna.R describe int FILE     on its sparse lists of edges, no header
#   Rscript sna.R brokers GROUPS FILE   brokerage among people 1, 2 ... with group v modulo GROUPS; arcs, no header
#   Rscript sna.R qap REPLICATES FILE   QAP correlation of y and x1; FILE has the columns from to y x1 x2 x3 x4
#   Rscript sna.R mrqap REPLICATES FILE y by x1 to x4, double semi-partialling, t
#
# For the overlap of ties it has nothing that is not a matrix of people by people.
suppressMessages(library(sna))
args <- commandArgs(TRUE)

describe <- function(kind, file) {
    ties <- as.matrix(read.table(file, colClasses = if (kind == "int") "integer" else "character"))
    ids <- unique(as.vector(ties))
    ties <- matrix(match(ties, ids), ncol = 2)
    net <- cbind(rbind(ties, ties[, 2:1]), 1)
    attr(net, "n") <- length(ids)
    cat(network.size <- length(ids), nrow(ties), gden(net, mode = "graph"), components(net, connected = "weak"),
        gtrans(net, mode = "graph", use.adjacency = FALSE), sep = "\n")
}

matrices <- function(file) {
    rows <- read.delim(file)
    n <- length(unique(c(rows$from, rows$to)))
    lapply(rows[, -(1:2)], function(v) { m <- matrix(0, n, n); m[cbind(rows$from + 1, rows$to + 1)] <- v; m })
}

if (args[1] == "describe") {
    describe(args[2], args[3])
} else if (args[1] == "brokers") {
    arcs <- as.matrix(read.table(args[3]))
    m <- matrix(0, max(arcs), max(arcs))
    m[arcs] <- 1
    write.table(brokerage(m, seq_len(nrow(m)) %% as.integer(args[2]))$raw.nli, quote = FALSE, sep = "\t")
} else if (args[1] == "qap") {
    m <- matrices(args[3])
    q <- qaptest(list(m$y, m$x1), gcor, g1 = 1, g2 = 2, reps = as.integer(args[2]))
    cat(q$testval, mean(q$dist), sd(q$dist), q$pgreq, sep = "\n")
} else {
    m <- matrices(args[3])
    q <- netlm(m$y, m[-1], nullhyp = "qapspp", test.statistic = "t-value", reps = as.integer(args[2]))
    cat(q$coefficients, q$tstat, q$pgreqabs, sep = "\n")
}
