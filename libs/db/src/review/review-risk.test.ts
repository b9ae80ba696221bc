import { describe, expect, it } from 'vitest';
import { rankOfRisk, reviewRisk } from './review-risk.js';

describe('reviewRisk', () => {
  it.each([
    ['500mg', '', 'dose'],
    ['ml', '5', 'dose'],
    ['1-0-1', '', 'dose'],
    ['tds', '500mg', 'dose'],
    ['12.', '', 'number'],
    ['l00', '', 'number'],
    ['A4', '', 'number'],
    ['17.5.2024', '', 'date'],
    ['May', '17', 'date'],
    ['1987', '', 'date'],
    ['Weber,', 'Mrs', 'name'],
    ['Weber', '', 'word'],
    ['The', 'well.', 'word'],
    ['penicillin', 'to', 'word'],
    ['%', '', 'dose'],
  ])('%s after "%s" is a %s', (text, before, risk) => expect(reviewRisk(text, before)).toBe(risk));

  it('puts doses before words', () => expect(rankOfRisk('dose')).toBeLessThan(rankOfRisk('word')));
});
