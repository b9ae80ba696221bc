/** The credential of an Authorization header; undefined if there is none or it has another form. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer +([\x21-\x7e]{1,8000})$/i.exec(header ?? '')?.[1];
