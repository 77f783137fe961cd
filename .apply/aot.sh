# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# AOT caches (JEP 483, 514, 515) for the Java images: with one a pod starts in a third of the time. A cache is trained on
# the very files that run later, so both images are built into tar files first, and run here. What did not change is
# not trained again: a cache is not the same twice, and another cache is another image.

aot_log=$here/target/apply-aot.log
aot_modules="bluehub-router bluehub-gateway"

# aot_prepare: sets $aot_profile to Maven's option that puts the caches into the images, or to nothing, and says why.
aot_prepare() {
  aot_profile=
  [ -z "$no_aot" ] || return 0
  if [ "$platforms" != "$(aot_platform)" ]; then
    say "without AOT caches: images for $platforms do not run on this machine ($(uname -sm))"
    return 0
  fi
  aot_build
  if ! aot_fresh; then
    say "training the AOT caches: both programs run here for a moment"
    aot_train || return 0
  fi
  aot_profile=-Paot-cache
}

aot_platform() {
  case $(uname -m) in
    x86_64 | amd64) aot_architecture=amd64 ;;
    aarch64 | arm64) aot_architecture=arm64 ;;
    *) aot_architecture=$(uname -m) ;;
  esac
  printf '%s/%s\n' "$(uname -s | tr '[:upper:]' '[:lower:]')" "$aot_architecture"
}

# aot_build: both images as they are without a cache, in target/jib-image.tar of their modules.
aot_build() {
  mkdir -p "$here/target"
  build_start "$aot_log" buildTar bluehub-router,bluehub-gateway
  build_follow || {
    build_errors "$aot_log"
    die "The images could not be built.
$(images_advice "$aot_log")"
  }
}

# aot_id MODULE: names the image that was just built; aot_trained MODULE: that which its cache was trained on.
aot_id() { sed -n 's/.*"imageId":"\([^"]*\)".*/\1/p' "$here/$1/target/jib-image.json" 2>/dev/null; }
aot_trained() { [ ! -e "$here/$1/target/aot/app.aot" ] || cat "$here/$1/target/aot.id" 2>/dev/null; }

aot_fresh() {
  for module in $aot_modules; do
    [ "$(aot_id "$module")" = "$(aot_trained "$module")" ] || return 1
  done
}

# aot_train: trains both, as neither runs alone, and keeps the cache of each that has changed. Fails where this machine
# cannot run the images; they work without.
aot_train() {
  mkdir -p "$scratch/aot"
  job_start "$scratch/aot/training" "$JAVA_HOME/bin/java" "$here/.apply/AotTraining.java" "$scratch/aot" \
    "$here/bluehub-router/target/jib-image.tar" "$here/bluehub-gateway/target/jib-image.tar"
  job_follow 900 '' || {
    warn "The images get no AOT caches, so pods start slowly: $(sed '/Picked up J/d' "$scratch/aot/training" | tail -n 1)"
    return 1
  }
  for module in $aot_modules; do
    [ "$(aot_id "$module")" != "$(aot_trained "$module")" ] || continue
    mkdir -p "$here/$module/target/aot"
    cp "$scratch/aot/${module#bluehub-}.aot" "$here/$module/target/aot/app.aot"
    aot_id "$module" >"$here/$module/target/aot.id"
  done
  rm -rf "$scratch/aot"
}
