/**
 * Undoes the tokens of some IAM-OnDB labels ("Mr . Gaitskell", "executive ' s", "15 , 000"): no
 * blank before . , ; : ! ? and 's, none within numbers. To be used on both sides of a comparison,
 * so that a blank there counts for nobody.
 */
export function joinTokens(text: string): string {
  return text
    .replace(/ +([.,;:!?])/g, '$1')
    .replace(/(\d[.,]) +(?=\d)/g, '$1')
    .replace(/ +' +(s|t|re|ve|ll|d|m)(?!\p{L})/gu, "'$1");
}
