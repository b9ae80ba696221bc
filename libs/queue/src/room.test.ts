import { expect, test } from 'vitest';
import { Room } from './room.js';

test('halves where a job did not end in its time, never below one, and grows again job by job', () => {
  const room = new Room(8);
  room.timeWasUp();
  expect(room.size).toBe(4);
  for (let i = 0; i < 5; i++) room.timeWasUp();
  expect(room.size).toBe(1);
  for (let i = 0; i < 8; i++) room.ended();
  expect(room.size).toBe(2);
  for (let i = 0; i < 800; i++) room.ended();
  expect(room.size).toBe(8);
});

test('takes the share that the machine can carry', () => {
  const room = new Room(4);
  room.narrow(0.5);
  expect(room.size).toBe(2);
  room.narrow(0.01);
  expect(room.size).toBe(1);
  room.narrow(1);
  expect(room.size).toBe(4);
});
