import { expect, it } from 'vitest';
import { attachmentOf } from './attachment.js';

it.each([
  ['scan.jpg', `attachment; filename="scan.jpg"; filename*=UTF-8''scan.jpg`],
  ['box.zip/1/page "2".png', `attachment; filename="page _2_.png"; filename*=UTF-8''page%20%222%22.png`],
  ['Müller (3)*.pdf', `attachment; filename="M_ller (3)*.pdf"; filename*=UTF-8''M%C3%BCller%20%283%29%2A.pdf`],
  ['a\r\nSet-Cookie: x', `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`],
  ['\ud800.png', `attachment; filename="_.png"; filename*=UTF-8''_.png`],
])('%j', (name, header) => {
  expect(attachmentOf(name)).toBe(header);
});
