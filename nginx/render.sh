#!/bin/sh
# Prints the image's nginx.conf for another place: where it listens, where the gateway is, and a folder that it may
# write to (it must exist). Nothing else differs.
#   sh nginx/render.sh 127.0.0.1:30005 127.0.0.1:10000 /some/dir > /some/dir/nginx.conf
#   nginx -e stderr -p /some/dir -c /some/dir/nginx.conf -g 'daemon off;'
set -eu

die() { echo "render.sh: $*" >&2; exit "${status:-1}"; }

main() {
  [ $# -eq 3 ] || status=2 die "found $# arguments, expected 3: LISTEN UPSTREAM DIR"
  case "$1$2$3" in *['|&\;{}"'"'"]* | *[[:space:]]*) die "an argument holds a character that nginx.conf cannot take: $*" ;; esac
  conf=$(cd "$(dirname "$0")" && pwd)/src/main/jib/etc/nginx/nginx.conf
  for line in 'listen 8080;' 'server bluehub-gateway-service:10000;'; do
    [ "$(grep -c "^ *$line\$" "$conf")" -eq 1 ] || die "expected \"$line\" once in $conf"
  done
  sed -e "s|^\( *\)listen 8080;|\1listen $1;|" \
    -e "s|^\( *\)server bluehub-gateway-service:10000;|\1server $2;|" \
    -e "s|/tmp/nginx|$3|g" "$conf"
}

main "$@"
