import { expect, it } from 'vitest';
import { typesOf } from './generate-api.mjs';

const flat = (text) => text.replace(/\s+/g, ' ');

it('turns schemas and operations into types', () => {
  const types = flat(
    typesOf({
      components: {
        schemas: {
          Box: { type: 'object', properties: { x: { type: 'number' }, name: { type: 'string' } }, required: ['x'] },
          State: { enum: ['a', 'b'] },
        },
      },
      paths: {
        '/v1/boxes/{id}': {
          get: {
            parameters: [
              { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
              { in: 'query', name: 'limit', schema: { type: 'integer' } },
            ],
            responses: {
              200: {
                content: {
                  'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Box' } } },
                },
              },
              404: {},
            },
          },
        },
      },
    }),
  );
  expect(types).toContain('"Box": { "x": number; "name"?: string; };');
  expect(types).toContain('"State": "a" | "b";');
  expect(types).toContain('query?: { "limit"?: number; }; path: { "id": string; };');
  expect(types).toContain(
    `200: { headers: Record<string, unknown>; content: { "application/json": (components['schemas']["Box"])[]; }; };`,
  );
  expect(types).toContain('404: { headers: Record<string, unknown>; content?: never; };');
  expect(types).toContain('post?: never;');
});

it('does not guess at a kind of schema that it does not know', () => {
  const document = { components: { schemas: { Odd: { type: 'colour' } } }, paths: {} };
  expect(() => typesOf(document)).toThrow(/colour/);
});
