import { fileURLToPath } from 'node:url';

/** The folder beside the checkout where the handwriting data usually lie. */
export const defaultDataRoot = (): string => fileURLToPath(new URL('../../../../shared/data', import.meta.url));
