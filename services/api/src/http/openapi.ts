import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

/**
 * The OpenAPI 3.1 document of the whole API, generated from the controllers and the zod schemas.
 */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Longhand')
    .setDescription('Turns scans of handwritten records into searchable text.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An API key (lh_...), or the token of a sign-in (ls_...)',
    })
    .build();
  return SwaggerModule.createDocument(app, about, {
    operationIdFactory: (_, methodName) => methodName,
    autoTagControllers: false,
    standardSchemaConverter: (schema, { schemaType }) => toOpenApi(schema, schemaType),
  });
}

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. Schemas with an id become components. */
function toOpenApi(schema: unknown, io: 'input' | 'output') {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  const { $schema: _dialect, $defs = {}, ...inline } = converted;
  const components = Object.entries($defs).map(([name, { id: _name, ...component }]) => [name, component]);
  return { schema: inline, components: Object.fromEntries(components) };
}
