import type { OpenAPIObject } from '@nestjs/swagger';

export interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

/** One method of one path, as the OpenAPI document has it. */
export interface Operation {
  /** `GET /v1/documents/{id}` */
  route: string;
  method: string;
  template: string;
  parameters: Parameter[];
  /** Everyone may call it. */
  isOpen: boolean;
  body?: Schema;
  /** Of the body. */
  bodyType?: string;
}

/** Every operation that needs a key. */
export const operationsOf = (document: OpenAPIObject): Operation[] =>
  allOperationsOf(document).filter(({ isOpen }) => !isOpen);

/** Every operation, also those that need no key. */
export function allOperationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item as Record<string, DocumentedOperation>).flatMap(([name, operation]) => {
      const { parameters = [], requestBody, security } = operation;
      const method = name.toUpperCase();
      if (method === 'OPTIONS') return [];
      const [[bodyType, content] = []] = Object.entries(requestBody?.content ?? {});
      const body = content && { body: content.schema, bodyType };
      return [{ route: `${method} ${template}`, method, template, parameters, isOpen: !security?.length, ...body }];
    }),
  );
}

interface DocumentedOperation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  /** Absent where everyone may call. */
  security?: unknown[];
}

/** Headers that the schema alone cannot fill. */
const HEADERS: Record<string, string> = {
  'Tus-Resumable': '1.0.0',
  'Upload-Length': '4',
  'Upload-Offset': '0',
  'Upload-Metadata': 'filename YS5wbmc=,index MA==',
};

/** A value that fits a schema; `id` where an id is asked for. */
export function sampleOf(document: OpenAPIObject, schema: Schema, id: string): unknown {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return sampleOf(document, document.components?.schemas?.[name] as Schema, id);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(document, schema.anyOf[0], id);
  if (schema.format === 'uuid') return id;
  if (schema.format === 'date') return '2020-02-29';
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') return schema.items ? [sampleOf(document, schema.items, id)] : [];
  if (schema.type === 'string') return 'a'.repeat(Math.max(1, schema.minLength ?? 1));
  const fields = Object.entries(schema.properties ?? {});
  return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(document, field, id)]));
}

export interface FilledRequest {
  path: string;
  init: RequestInit;
}

/**
 * A request for an operation, with `ids` for what asks for ids, in their order in the path, and 1
 * or 0 for numbers.
 */
export function fillRequest(document: OpenAPIObject, operation: Operation, ids: readonly string[]): FilledRequest {
  const left = [...ids];
  const nextId = () => (left.length > 1 ? (left.shift() as string) : left[0]);
  let path = operation.template;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === 'path') {
      const value = schema.format === 'uuid' ? nextId() : String(schema.minimum ?? 1);
      path = path.replace(`{${name}}`, value);
    }
    if (place === 'query' && (required || schema.format === 'uuid')) {
      query.set(name, name === 'format' ? 'json' : String(sampleOf(document, schema, left[0])));
    }
    if (place === 'header' && HEADERS[name]) headers[name] = HEADERS[name];
  }
  const { body: schema, bodyType } = operation;
  if (bodyType) headers['content-type'] = bodyType;
  const body = bodyType === 'application/json' && schema ? JSON.stringify(sampleOf(document, schema, left[0])) : 'abcd';
  return {
    path: query.size > 0 ? `${path}?${query}` : path,
    init: { method: operation.method, headers, ...(bodyType && { body }) },
  };
}
