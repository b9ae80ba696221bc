# Stand-in for the caddy image: Debian's caddy, unpacked and not installed, with the command line and the folders of the image.
build_caddy() {
  local root debs=$state/caddy
  root=$(new_root)
  mkdir -p "$debs"
  (cd "$debs" && { ls caddy_*.deb >/dev/null 2>&1 || apt-get download -qq caddy; })
  stage_skeleton "$root"
  dpkg-deb -x "$debs"/caddy_*.deb "$debs/unpacked"
  install -D "$debs/unpacked/usr/bin/caddy" "$root/usr/bin/caddy"
  stage_libraries "$root" "$root/usr/bin/caddy"
  stage_programs "$root" /usr/bin/wget
  mkdir -p "$root"/{config,etc/caddy}
  import_image "$CADDY_IMAGE" "$root" 'ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data PATH=/usr/bin:/bin' 'EXPOSE 80 443' \
    'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]'
  rm -rf "$root"
}
