import type { LiveJudgement } from './use-live-judgement.js';

/**
 * The edges of the sheet, drawn over the camera's picture; a frame to aim with where no sheet is
 * seen. The sentence below says it in words.
 */
export function SheetOutlineOverlay({ live }: { live: LiveJudgement | undefined }) {
  if (!live?.outline) return <div className="camera-guide" />;
  const { outline, size, fault } = live;
  return (
    <svg
      className="camera-outline"
      data-fault={fault}
      data-testid="sheet-outline"
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      <polygon points={outline.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  );
}
