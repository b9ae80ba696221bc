/**
 * The learning rate of a step (0 to 1 = progress) under one cycle (Smith and Topin, 2018): from a
 * twenty-fifth up to the top in the first quarter (`warm`), then down to almost nothing, both along
 * a cosine.
 */
export function oneCycle(progress: number, top: number, warm = 0.25): number {
  const cosine = (from: number, to: number, t: number) => to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;
  return progress < warm
    ? cosine(top / 25, top, progress / warm)
    : cosine(top, top / 1e4, (progress - warm) / (1 - warm));
}
