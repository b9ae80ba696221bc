# Stand-in for the redis image: Debian's redis-server, the same command line.
build_redis() {
  local root
  root=$(new_root)
  stage_skeleton "$root"
  stage_programs "$root" /usr/bin/redis-server /usr/bin/redis-cli
  import_image "$REDIS_IMAGE" "$root" 'WORKDIR /data' 'VOLUME /data' 'EXPOSE 6379' \
    'CMD ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no"]'
  rm -rf "$root"
}
