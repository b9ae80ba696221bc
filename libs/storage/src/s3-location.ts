import { AppError } from '@longhand/core';

export interface S3Location {
  host: string;
  port: number;
  bucket: string;
  tls: boolean;
  region: string;
}

/**
 * `s3://host:port/bucket?tls=0&region=eu-west-1`; TLS is on and the region `us-east-1` unless said
 * otherwise.
 * @throws AppError storage.bad_url
 */
export function parseS3Url(url: string): S3Location {
  const parsed = new URL(url);
  const bucket = decodeURIComponent(parsed.pathname.slice(1));
  if (!parsed.hostname || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new AppError('storage.bad_url', 'STORAGE_URL must look like s3://host:port/bucket.');
  }
  const tls = parsed.searchParams.get('tls') !== '0';
  return {
    host: parsed.hostname,
    port: parsed.port ? Number(parsed.port) : tls ? 443 : 80,
    bucket,
    tls,
    region: parsed.searchParams.get('region') ?? 'us-east-1',
  };
}
