import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './generated/schema.js';

/** What requests and answers hold, by the names of the API's description. */
export type Schemas = components['schemas'];

/** What a search takes. */
export type SearchParameters = paths['/v1/search']['get']['parameters']['query'];

/** `GET`, `POST` and the others, typed by the paths of the API. */
export type LonghandApi = Client<paths>;

export interface ApiClientOptions {
  /** Where the API answers, such as `http://localhost:8080`. */
  url: string;
  /** A key as `longhand key` makes it; none where `fetch` adds one. */
  apiKey?: string;
  /** Sends each request in place of the platform's own `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of Longhand's HTTP API for browsers and Node. Each call gives `data`, or `error` with
 * the code and the sentence of the refusal; it throws where no answer comes.
 */
export function openApiClient({ url, apiKey, fetch }: ApiClientOptions): LonghandApi {
  return createClient<paths>({
    baseUrl: url,
    ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
    ...(fetch && { fetch }),
  });
}
