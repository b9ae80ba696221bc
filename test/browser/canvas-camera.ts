/** What the drawn camera shows. */
export type Scene = 'good' | 'blurred' | 'glare' | 'far';

/**
 * Corners of the sheet in the drawn camera's picture of 1280 x 960, clockwise from the top left.
 */
export const sheetCorners = [
  [330, 70],
  [960, 90],
  [940, 900],
  [310, 880],
] as const;

/**
 * For Page.addInitScript: a camera whose picture is drawn, so that a test knows what it shows.
 * `window.scene` is the scene.
 * @param corners of the sheet
 */
export function drawnCamera(corners: typeof sheetCorners): void {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 960;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const state = window as unknown as { scene?: Scene };
  const draw = () => {
    const scene = state.scene ?? 'good';
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.filter = scene === 'blurred' ? 'blur(7px)' : 'none';
    context.fillStyle = '#4b3a2c';
    context.fillRect(0, 0, 1280, 960);
    context.fillStyle = '#d2cdc0';
    context.beginPath();
    if (scene === 'far') context.rect(290, 215, 700, 530);
    else for (const [x, y] of corners) context.lineTo(x, y);
    context.fill();
    context.fillStyle = '#20202c';
    context.font = 'italic 34px serif';
    const [top, lines] = scene === 'far' ? [270, 9] : [160, 14];
    for (let line = 0; line < lines; line += 1) {
      context.fillText('the quick brown fox jumps over', 380, top + line * 52);
    }
    if (scene === 'glare') {
      context.fillStyle = '#fff';
      context.beginPath();
      context.ellipse(600, 480, 150, 110, 0, 0, 2 * Math.PI);
      context.fill();
    }
  };
  setInterval(draw, 100);
  draw();
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
}
