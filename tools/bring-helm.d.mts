/** Where the brought Helm lies. */
export const helmPath: string;
