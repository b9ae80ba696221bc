# Entry point of the S3 stand-in: one ring of one device, four servers, one account. It takes its keys and its port from the same variables as
# the image that docker-compose.yml names. An access key has the form account:user.
set -eu
access_key=${RUSTFS_ACCESS_KEY:-longhand:longhand}
address=${RUSTFS_ADDRESS:-0.0.0.0:9000}
account=${access_key%%:*}
user=${access_key#*:}

rm -rf /etc/swift/backups # a link to a folder that only an installation makes
mkdir -p /etc/swift/backups /data/d1 /var/cache/swift /run/swift
cd /etc/swift
chown -R swift:swift /data /var/cache/swift /run/swift
cat >swift.conf <<X
[swift-hash]
swift_hash_path_suffix = longhand
swift_hash_path_prefix = longhand
[storage-policy:0]
name = p0
default = yes
X
for server in account:6202 container:6201 object:6200; do
  name=${server%%:*}
  port=${server##*:}
  cat >"$name-server.conf" <<X
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
workers = 0
user = swift
devices = /data
mount_check = false
log_level = WARNING
log_address = /nonexistent
[pipeline:main]
pipeline = $name-server
[app:$name-server]
use = egg:swift#$name
X
  if ! [ -f "$name.ring.gz" ]; then
    swift-ring-builder "$name.builder" create 4 1 1 >/dev/null
    swift-ring-builder "$name.builder" add "r1z1-127.0.0.1:$port/d1" 1 >/dev/null
    swift-ring-builder "$name.builder" rebalance >/dev/null
  fi
done
cat >proxy-server.conf <<X
[DEFAULT]
bind_ip = 0.0.0.0
bind_port = ${address##*:}
workers = 0
user = swift
log_level = WARNING
log_address = /nonexistent
[pipeline:main]
pipeline = catch_errors healthcheck cache listing_formats bulk s3api tempauth slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:11211
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
[filter:tempauth]
use = egg:swift#tempauth
user_${account}_${user} = ${RUSTFS_SECRET_KEY:-longhand-secret} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
X
memcached -u nobody -l 127.0.0.1 -d -m 32
for name in account container object; do "swift-$name-server" "/etc/swift/$name-server.conf" & done
exec swift-proxy-server /etc/swift/proxy-server.conf
