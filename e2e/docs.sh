#!/bin/sh
# Whether the pages hold together: README.ja.md has what README.md has (headings, code, tables, links, words in
# backquotes), and every relative link of every page leads to a file.
#   sh e2e/docs.sh
set -eu

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=e2e/check.sh
. "$here/check.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/bluehub-docs.XXXXXX")
trap 'rm -rf "$work"' EXIT

# prose FILE: without what is between fences; code FILE: only that, fences included.
prose() { awk '/^```/ { code = !code; next } !code' "$1"; }
code() { awk '/^```/ { print; code = !code; next } code' "$1"; }

headings() { prose "$1" | sed -n 's/^\(##*\) .*/\1/p'; }
# tables FILE: the number of cells of each row.
tables() { prose "$1" | sed -n '/^|/s/[^|]//gp'; }
# links FILE: where its links and pictures lead, without the part of a page.
links() { prose "$1" | grep -o '](\([^)]*\))' | sed 's/^](//; s/)$//; s/#.*//'; }
# words FILE: what stands in backquotes, once each.
# shellcheck disable=SC2016 # backquotes, not a command
words() { prose "$1" | grep -o '`[^`]*`' | sort -u; }

# same WHAT: whether the function WHAT gives the same of both READMEs, but for the link to the other one.
same() {
  for page in README.md README.ja.md; do "$1" "$project/$page" | grep -v '^README.*\.md$' >"$work/$page" || :; done
  diff "$work/README.md" "$work/README.ja.md"
}

links_lead_somewhere() {
  bad=
  for link in $(links "$1"); do
    case $link in
      http://* | https://*) ;;
      *) [ -e "$(dirname "$1")/$link" ] || bad="$bad $link" ;;
    esac
  done
  is "links to nowhere" "$bad" ""
}

main() {
  for what in headings code tables links words; do
    check "README.ja.md and README.md have the same $what" same "$what"
  done
  (cd "$project" && find . -name '*.md' -not -path '*/target/*' -not -path '*/node_modules/*') | sort >"$work/pages"
  while read -r page; do
    check "${page#./}: every relative link leads to a file" links_lead_somewhere "$project/$page"
  done <"$work/pages"
  summary
}

main "$@"
