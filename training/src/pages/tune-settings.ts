import {
  decoderSettings,
  detectorSettings,
  glyphReadingSettings,
  imagingSettings,
  mixtureSettings,
  numberSettings,
  orientationSettings,
  overrideSetting,
  photoSettings,
  readingSettings,
  segmentationSettings,
  type Settings,
  type SettingsTable,
  tickSettings,
  wordSettings,
} from '@longhand/core';
import { lookSettings } from '@longhand/inference';

/** The table of each stage, by the name that `longhand train tune` knows it by. */
export const TUNED_STAGES = {
  imaging: imagingSettings,
  photo: photoSettings,
  ticks: tickSettings,
  detector: detectorSettings,
  segmentation: segmentationSettings,
  words: wordSettings,
  orientation: orientationSettings,
  reading: readingSettings,
  'glyph-reading': glyphReadingSettings,
  looks: lookSettings,
  decoder: decoderSettings,
  mixture: mixtureSettings,
  numbers: numberSettings,
} as const satisfies Record<string, Settings<SettingsTable>>;

export type TunedStage = keyof typeof TUNED_STAGES;

export interface TuneOptions<Figures> {
  table: Settings<SettingsTable>;
  /** `group.name` of the settings that are measured; all of the table when left out. */
  only?: readonly string[] | undefined;
  /** Values to measure beside the present one; left out, they are the present one times `factors`. */
  values?: readonly number[] | undefined;
  factors?: readonly number[] | undefined;
  /** Measures the stage as it is set then. */
  measure(): Promise<Figures>;
}

export interface TunedValue<Figures> {
  /** `group.name` */
  setting: string;
  value: number;
  /** Whether it is the value that ships. */
  isPresent: boolean;
  figures: Figures;
}

/**
 * Measures a stage with other values of its settings, one setting at a time, and the present values
 * once. The table is as it was afterwards, whatever `measure` throws. Throws a RangeError for an
 * unknown setting before anything is measured.
 */
export async function* tuneSettings<Figures>(options: TuneOptions<Figures>): AsyncGenerator<TunedValue<Figures>> {
  const { table, values, factors = [0.8, 1.25], measure } = options;
  const all = Object.entries(table).flatMap(([group, own]) =>
    Object.entries(own).map(([name, value]) => ({ group, name, value, setting: `${group}.${name}` })),
  );
  const only = options.only?.length ? options.only : all.map(({ setting }) => setting);
  const chosen = only.map((wanted) => {
    const found = all.find(({ setting }) => setting === wanted);
    if (!found)
      throw new RangeError(`There is no setting ${wanted}; there are ${all.map((s) => s.setting).join(', ')}.`);
    return found;
  });
  const present = await measure();
  for (const { group, name, value: own, setting } of chosen) {
    // A count stays one.
    const near = factors.map((factor) => (Number.isInteger(own) ? Math.round(own * factor) : own * factor));
    for (const value of new Set([own, ...(values ?? near)].toSorted((a, b) => a - b))) {
      const isPresent = value === own;
      const restore = overrideSetting(table, { group, name }, value);
      try {
        yield { setting, value, isPresent, figures: isPresent ? present : await measure() };
      } finally {
        restore();
      }
    }
  }
}
