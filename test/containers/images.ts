/**
 * Images by variable, so that upstream ones are used where they can be pulled; .ci/containers makes
 * stand-ins elsewhere.
 */
export const images = {
  redis: process.env.REDIS_IMAGE || 'redis:7-bookworm',
  postgres: process.env.POSTGRES_IMAGE || 'postgres:18-bookworm',
  s3: process.env.S3_IMAGE || 'rustfs/rustfs:1.0.0',
};
