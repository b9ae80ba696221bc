export {
  type ApiClientOptions,
  type LonghandApi,
  openApiClient,
  type Schemas,
  type SearchParameters,
} from './open-api-client.js';
