import { describe, expect, it } from 'vitest';
import { quarterTurns, turnBox, turnPoint } from './turn-box.js';

const page = { width: 100, height: 200 };
const box = { x: 10, y: 20, width: 30, height: 5 };

describe('turnBox', () => {
  it('puts a box at the top left where a clockwise turn takes it', () => {
    expect(turnBox(box, 90, page)).toEqual({ x: 175, y: 10, width: 5, height: 30 });
    expect(turnBox(box, 180, page)).toEqual({ x: 60, y: 175, width: 30, height: 5 });
    expect(turnBox(box, 270, page)).toEqual({ x: 20, y: 60, width: 5, height: 30 });
  });

  it('comes back after four quarter turns, and agrees with the turn of its corner', () => {
    let turned = box;
    let size = page;
    for (let i = 0; i < 4; i += 1) {
      turned = turnBox(turned, 90, size);
      size = { width: size.height, height: size.width };
    }
    expect(turned).toEqual(box);
    for (const degrees of quarterTurns) {
      const corner = turnPoint({ x: 100, y: 0 }, degrees, page);
      expect(corner).toEqual({ 90: { x: 200, y: 100 }, 180: { x: 0, y: 200 }, 270: { x: 0, y: 0 } }[degrees]);
    }
  });
});
