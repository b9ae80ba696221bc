/** The 95 % interval of a share seen in `count` cases (Wilson, 1927), as [low, high]. */
export function wilsonInterval(share: number, count: number): [number, number] {
  const z = 1.959964;
  const centre = share + (z * z) / (2 * count);
  const spread = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  const scale = 1 + (z * z) / count;
  return [(centre - spread) / scale, (centre + spread) / scale];
}
