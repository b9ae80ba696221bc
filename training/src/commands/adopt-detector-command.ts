import { resolve } from 'node:path';
import { loadConfig } from '@longhand/config';
import { adoptDetector } from '../detector/adopt-detector.js';
import { parseOptions } from '../basics/options.js';

export const ADOPT_DETECTOR_HELP = `longhand train adopt-detector: measures trained weights of the line detector
and registers them in models/detector.json

  --name NAME           NAME.safetensors must be in --models (line-detector)
  --models DIR
  --data-root DIR       folder of the handwriting data (LONGHAND_DATA, or shared/data beside the checkout)

Lines are found by the detector or by the classical method, whichever is better on the Copiste validation
pages; no test page is looked at.`;

/** `longhand train adopt-detector ...` */
export async function adoptDetectorCommand(
  args: string[],
  { log = (line: string) => console.error(line) }: { log?: (line: string) => void } = {},
): Promise<void> {
  const { values } = parseOptions({
    args,
    options: {
      name: { type: 'string', default: 'line-detector' },
      models: { type: 'string' },
      'data-root': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(ADOPT_DETECTOR_HELP);
    return;
  }
  const config = loadConfig();
  const modelsDir = resolve(values.models ?? config.ocr.modelsDir);
  const dataRoot = resolve(values['data-root'] ?? config.handwritingData);
  await adoptDetector({ modelsDir, dataRoot, name: values.name }, log);
}
