# completion.bash - bash completes `ties`: tools, options, and the columns of the file named.
#
# Installed as a bash completion; from the source tree: . scripts/completion.bash
# The tools themselves say what they take (ties TOOL --complete).  After eval "$(ties path)"
# the bare names are completed too: complete -F _ties overlap bin plot
# shellcheck disable=SC2207

# The column names of the tables among the words so far.
_ties_columns()
{
	local file line

	for file in "${COMP_WORDS[@]:1}"; do
		file=${file/#\~\//$HOME/}
		[ -f "$file" ] || continue
		case $(head -c 4 -- "$file" | od -An -tx1) in
		' 1f 8b'*) gzip -dcq -- "$file" ;;
		' 28 b5 2f fd') zstd -dcq -- "$file" ;;
		*) cat -- "$file" ;;
		esac 2>/dev/null | head -n 200 | while IFS= read -r line; do
			case $line in '#'* | '') continue ;; esac
			line=${line#$'\xef\xbb\xbf'}
			line=${line%$'\r'}
			line=${line//\"/}
			case $line in
			*$'\t'*) echo "${line//$'\t'/$'\n'}" ;;
			*\;*) echo "${line//;/$'\n'}" ;;
			*) echo "${line//,/$'\n'}" ;;
			esac
			break
		done
	done
}

# Candidates for the argument of an option: its kind, and the words to choose from.
_ties_argument()
{
	local kind=$1 choices=$2 cur=$3 IFS=$'\n'

	case $kind in
	column)
		local before=
		case $cur in *,*) before=${cur%,*}, ;; esac
		COMPREPLY=($(compgen -P "$before" -W "$(_ties_columns)" -- "${cur##*,}"))
		compopt -o nospace 2>/dev/null ;;
	choice | maybe)
		COMPREPLY=($(compgen -W "${choices//|/$'\n'}" -- "$cur")) ;;
	file)
		COMPREPLY=($(compgen -f -- "$cur"))
		compopt -o filenames 2>/dev/null ;;
	esac
}

_ties()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} at=$COMP_CWORD
	local ties=ties tool options kind choices name

	COMPREPLY=()
	if [ "${1##*/}" = ties ]; then
		ties=$1
		tool=${COMP_WORDS[1]}
		if [ "$at" = 1 ]; then
			COMPREPLY=($(compgen -W "$("$ties" --complete 2>/dev/null)" -- "$cur"))
			return
		fi
		case $tool in help | man)
			COMPREPLY=($(compgen -W "$("$ties" --tools 2>/dev/null)" -- "$cur"))
			return ;;
		esac
		set -- "$ties" "$tool"
	else
		set -- "$1"
	fi
	options=$("$@" --complete 2>/dev/null) || return

	# --name=value comes as three words.
	if [ "$cur" = = ]; then
		cur='' name=$prev
	elif [ "$prev" = = ]; then
		name=${COMP_WORDS[at - 2]}
	else
		name=$prev
	fi
	IFS=$'\t' read -r _ kind choices < <(grep -F -- "$name"$'\t' <<<"$options" | grep -m 1 -- "^$name"$'\t')
	if [ -n "$kind" ] && { [ "$kind" != maybe ] || [ "$name" != "$prev" ] || [ "${COMP_WORDS[at]}" = = ]; }; then
		_ties_argument "$kind" "$choices" "$cur"
		return
	fi
	case $cur in
	-*)
		COMPREPLY=($(compgen -W "$(cut -f 1 <<<"$options")" -- "$cur")) ;;
	*)
		_ties_argument file '' "$cur" ;;
	esac
}

complete -F _ties ties
