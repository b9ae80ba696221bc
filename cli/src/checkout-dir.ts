import { fileURLToPath } from 'node:url';

/** The folder of the checkout, with a slash at its end; the same seen from src/ and from dist/. */
export const checkoutDir = fileURLToPath(new URL('../../', import.meta.url));
