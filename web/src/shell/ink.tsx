import { Skeleton, Text } from '@mantine/core';
import { t } from 'i18next';
import type { Box } from '../api/client.js';
import { placeIn } from './boxes.js';
import { pictureOf, useImage } from './use-image.js';

interface InkProps {
  documentId: string;
  page: number;
  /** Part of the page, in its pixels. */
  box: Box;
  /** Places to mark, in pixels of the page. */
  marks: readonly Box[];
  /** What a person who cannot see it is told. */
  alt: string;
  /** Highest that it is shown, CSS pixels. */
  maxHeight?: number;
}

/** A piece of a page as it was written, with marks on the words that matter. */
export function Ink({ documentId, page, box, marks, alt, maxHeight = 110 }: InkProps) {
  const { url, error } = useImage(pictureOf({ documentId, page, box, max: 1200 }));
  const ratio = box.width / box.height;
  const style = { aspectRatio: `${box.width} / ${box.height}`, width: '100%', maxWidth: Math.round(maxHeight * ratio) };
  if (error) {
    return (
      <Text size="sm" c="dimmed">
        {t('frame.pictureMissing')}
      </Text>
    );
  }
  if (!url) return <Skeleton style={style} />;
  return (
    <div className="ink" style={style} data-testid="ink" data-box={[box.x, box.y, box.width, box.height].join(',')}>
      <img src={url} alt={alt} />
      {marks.map((mark) => (
        <div
          key={`${mark.x},${mark.y}`}
          className="mark"
          style={placeIn(mark, box)}
          data-testid="mark"
          data-box={[mark.x, mark.y, mark.width, mark.height].join(',')}
        />
      ))}
    </div>
  );
}
