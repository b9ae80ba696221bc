import { expect, it } from 'vitest';
import { openApiClient, type Schemas } from './open-api-client.js';

const recorded = (status: number, body: unknown) => {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    return Response.json(body, { status });
  };
  return { requests, fetch };
};

it('asks the path of the API with the key, and gives the typed answer', async () => {
  const list: Schemas['BatchList'] = { batches: [], more: false };
  const { requests, fetch } = recorded(200, list);
  const api = openApiClient({ url: 'http://longhand.example:8080/', apiKey: 'lh_a_b', fetch });
  const { data, error } = await api.GET('/v1/batches', { params: { query: { limit: 5 } } });
  expect([data, error]).toEqual([list, undefined]);
  expect(requests[0].url).toBe('http://longhand.example:8080/v1/batches?limit=5');
  expect(requests[0].headers.get('authorization')).toBe('Bearer lh_a_b');
});

it('gives the refusal as the API says it', async () => {
  const refusal = { error: { code: 'page.missing', message: 'There is no such page.' } };
  const api = openApiClient({ url: 'http://longhand.example', fetch: recorded(404, refusal).fetch });
  const path = { id: '6f1f0a52-2a5f-4f0e-9a63-0d1f5a3c7b11', number: 3 };
  const { data, error, response } = await api.GET('/v1/documents/{id}/pages/{number}', { params: { path } });
  expect([data, error, response.status]).toEqual([undefined, refusal, 404]);
});
