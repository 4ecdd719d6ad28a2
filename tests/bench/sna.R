# What R's sna has for the same question, on its sparse lists of edges: Rscript sna.R describe int FILE
# (no header).  For the overlap of ties it has nothing that is not a matrix of people by people.
suppressMessages(library(sna))
args <- commandArgs(TRUE)
ties <- as.matrix(read.table(args[3], colClasses = if (args[2] == "int") "integer" else "character"))
ids <- unique(as.vector(ties))
ties <- matrix(match(ties, ids), ncol = 2)
net <- cbind(rbind(ties, ties[, 2:1]), 1)
attr(net, "n") <- length(ids)
cat(network.size <- length(ids), nrow(ties), gden(net, mode = "graph"), components(net, connected = "weak"),
    gtrans(net, mode = "graph", use.adjacency = FALSE), sep = "\n")
