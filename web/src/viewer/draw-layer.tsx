import { t } from 'i18next';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Box } from '../api/client.js';
import { placeIn } from '../shell/boxes.js';
import { boxAfterKey, boxBetween, minDrawnPx } from './drawn-box.js';

interface DrawLayerProps {
  page: { width: number; height: number };
  box: Box;
  /** The box was moved, and may be moved on. */
  onDraw: (box: Box) => void;
  /** The box is where it should be. */
  onDone: (box: Box) => void;
  onCancel: () => void;
}

/**
 * Lies over the page while a person draws a box round a line: by mouse, pen or finger from corner
 * to corner, or by the arrow keys.
 */
export function DrawLayer({ page, box, onDraw, onDone, onCancel }: DrawLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; y: number }>(undefined);
  /** While it is being drawn. */
  const [live, setLive] = useState<Box>();
  useEffect(() => layer.current?.focus({ preventScroll: true }), []);

  const pointOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = (layer.current as HTMLDivElement).getBoundingClientRect();
    return { x: ((clientX - left) / width) * page.width, y: ((clientY - top) / height) * page.height };
  };
  const down = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = pointOf(event);
  };
  const move = (event: PointerEvent) => {
    if (start.current) setLive(boxBetween(start.current, pointOf(event), page));
  };
  const up = (event: PointerEvent) => {
    if (!start.current) return;
    const drawn = boxBetween(start.current, pointOf(event), page);
    breakOff();
    // A click or a touch that does not move draws nothing.
    if (drawn.width >= minDrawnPx && drawn.height >= minDrawnPx) onDone(drawn);
  };
  const breakOff = () => {
    start.current = undefined;
    setLive(undefined);
  };
  const press = (event: KeyboardEvent) => {
    const moved = boxAfterKey(box, event, page);
    if (moved) onDraw(moved);
    else if (event.key === 'Enter') onDone(box);
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={layer}
      className="draw-layer"
      role="application"
      aria-label={t('viewer.drawLabel')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the arrow keys
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={breakOff}
      onKeyDown={press}
      data-testid="draw-layer"
    >
      <div className="drawn-box" style={placeIn(live ?? box, { x: 0, y: 0, ...page })} />
    </div>
  );
}
