# Stand-in for the node image: the Node that runs this, with its account and certificates. The services' own Dockerfiles build on it.
build_node() {
  local root node
  root=$(new_root)
  node=$(node -p process.execPath)
  stage_skeleton "$root" node:1000
  install -D "$node" "$root/usr/local/bin/node"
  stage_libraries "$root" "$node"
  local library
  # What the addons of our packages load and Node itself does not.
  for library in librt.so.1 libresolv.so.2; do
    stage_programs "$root" "$(ldconfig -p | awk -v name="$library" '$1 == name { print $NF; exit }')"
  done
  if [[ -e /etc/ssl/certs/ca-certificates.crt ]]; then install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"; fi
  import_image "$NODE_IMAGE" "$root" 'ENV PATH=/usr/local/bin:/usr/bin:/bin NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' 'CMD ["node"]'
  rm -rf "$root"
}

# What each service's image holds, made by the tool that the Dockerfile uses from the checkout that is built here: npm does not run in a build where a
# proxy with a certificate of its own stands before the registry.
build_packed() {
  local root service=$1 name=$2
  root=$(new_root)
  node "$CHECKOUT/tools/pack-service.mjs" "$service" "$root/packed"
  chown -R 0:0 "$root"
  import_image "$name" "$root"
  rm -rf "$root"
}
build_packed_api() { build_packed api "$PACKED_API_IMAGE"; }
build_packed_preprocess() { build_packed preprocess-worker "$PACKED_PREPROCESS_IMAGE"; }
build_packed_ocr() { build_packed ocr-worker "$PACKED_OCR_IMAGE"; }
