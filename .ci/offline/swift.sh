# A real S3 server from Debian: OpenStack Swift with its s3api. Packages are unpacked and not set up, which is most of the time of an installation.
build_swift() {
  local root suite
  root=$(new_root)
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  chmod 755 "$root"
  mmdebstrap --quiet --variant=extract --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=dash,coreutils,swift-proxy,swift-account,swift-container,swift-object,memcached "$suite" "$root"
  [[ -e $root/bin/sh ]] || ln -s dash "$root/bin/sh"
  # What an installation would have done, and every start would do again.
  chroot "$root" /usr/bin/python3 -m compileall -q /usr/lib/python3/dist-packages/swift /usr/lib/python3/dist-packages/eventlet
  printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\nswift:x:998:998::/tmp:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\nswift:x:998:\n' >"$root/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"
  install -D -m 755 "$CHECKOUT/.ci/offline/swift-entry.sh" "$root/usr/local/bin/entry.sh"
  import_image "$S3_IMAGE" "$root" 'EXPOSE 9000' 'VOLUME /data' 'CMD ["/bin/sh", "/usr/local/bin/entry.sh"]'
  rm -rf "$root"
}
