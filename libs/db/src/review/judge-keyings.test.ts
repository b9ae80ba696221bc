import { describe, expect, it } from 'vitest';
import { judgeKeyings } from './judge-keyings.js';

const typed = (...keyings: [actor: string, text: string][]) =>
  judgeKeyings(keyings.map(([actor, text]) => ({ actor, text })));

describe('judgeKeyings', () => {
  it('waits for a second person, however often the first one types', () => {
    expect(typed(['ann', '5mg'])).toEqual({ state: 'once', keyedBy: ['ann'] });
    expect(typed(['ann', '5mg'], ['ann', '5mg'])).toEqual({ state: 'once', keyedBy: ['ann'] });
  });

  it('takes what two people typed alike', () =>
    expect(typed(['ann', '5mg'], ['ben', '5mg'])).toEqual({ state: 'verified', text: '5mg', keyedBy: ['ann', 'ben'] }));

  it('takes the same letters in other bytes for the same, but not another case', () => {
    expect(typed(['ann', 'Rene\u0301  M'], ['ben', 'Ren\u00e9 M'])).toMatchObject({
      state: 'verified',
      text: 'Ren\u00e9 M',
    });
    expect(typed(['ann', 'mg'], ['ben', 'Mg'])).toMatchObject({ state: 'disputed' });
  });

  it('lets a third look decide between two texts, and goes on while all differ', () => {
    expect(typed(['ann', '5mg'], ['ben', '6mg'])).toEqual({ state: 'disputed', keyedBy: ['ann', 'ben'] });
    const third = typed(['ann', '5mg'], ['ben', '6mg'], ['cat', '6mg']);
    expect(third).toEqual({ state: 'verified', text: '6mg', keyedBy: ['ben', 'cat'] });
    expect(typed(['ann', '5mg'], ['ben', '6mg'], ['cat', '8mg'])).toMatchObject({ state: 'disputed' });
  });

  it('takes no word for a word too', () =>
    expect(typed(['ann', ''], ['ben', ' '])).toMatchObject({ state: 'verified', text: '' }));
});
