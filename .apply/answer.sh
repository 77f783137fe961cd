# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# The proof: the answer to the sample's URL, through everything.

path=/v1/example/sayhello/hirasawa
expected='{"message":"Hello hirasawa"}'

# fetch SECONDS URL: prints the answer; 0 success, 1 another status, 2 nobody there within SECONDS.
fetch() { "$JAVA_HOME/bin/java" "$here/.apply/Fetch.java" "$1" "$2"; }

# answer_check URL SECONDS: whether URL gives the expected answer; $answer is what it gave, $answer_status fetch's.
answer_check() {
  answer_status=0
  job_start "$scratch/answer" "$JAVA_HOME/bin/java" "$here/.apply/Fetch.java" "$2" "$1"
  job_follow "$(($2 + 60))" '' || answer_status=$?
  # The JVM tells on the same stream what it takes from JAVA_TOOL_OPTIONS.
  answer=$(sed '/Picked up J/d' "$scratch/answer")
  [ "$answer_status" -eq 0 ] && [ "$answer" = "$expected" ]
}

answer_prove() {
  answer_url=
  answer_by_node || answer_by_forward
  printf '\n'
  kc get pods --selector "$ours"
  printf '\n%s\n%s\n' "$answer_url" "$answer"
}

# answer_by_node: the way a browser takes, NodeIP:NodePort. Fails when no node can be reached from here.
answer_by_node() {
  node_port=$(kc get service nginx-service -o 'jsonpath={.spec.ports[0].nodePort}')
  [ -n "$node_port" ] || return 1
  node_addresses >"$scratch/nodes"
  while read -r address; do
    answer_url=http://$address:$node_port$path
    if answer_check "$answer_url" 10; then return 0; fi
    [ "$answer_status" -eq 2 ] || answer_wrong
  done <"$scratch/nodes"
  return 1
}

# answer_by_forward: for clusters whose nodes are hidden from this machine (Docker drivers on a Mac, kind).
answer_by_forward() {
  say "The nodes ($(paste -s -d ' ' - <"$scratch/nodes")) cannot be reached from here, so through a port-forward:"
  forward_open nginx-service 80
  answer_url=http://127.0.0.1:$forward_port$path
  answer_check "$answer_url" 30 || answer_wrong
  forward_close
  say "To open the page here:  kubectl --namespace $namespace port-forward service/nginx-service $nginx_port:80"
  answer_url="then                    http://localhost:$nginx_port$path"
  case $context in
    minikube*) say "or, with minikube:      minikube service --namespace $namespace nginx-service --url" ;;
  esac
}

answer_wrong() {
  for app in nginx bluehub-gateway; do
    printf '\nThe last lines of %s:\n' "$app" >&2
    kc logs "deployment/$app-deployment" --tail=5 2>&1 | indent >&2
  done
  die "$answer_url
gave      $answer
expected  $expected"
}
