# Completion for bash: commands and options come from the program's own help.

_hoso ()
{
  local word=${COMP_WORDS[COMP_CWORD]} command= i

  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -s|--site) i=$((i + 1)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  if [ -z "$command" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(hoso --help 2>/dev/null |
      sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p')" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(hoso help "$command" 2>/dev/null |
      grep -oE -- '--[a-z-]+')" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _hoso hoso
