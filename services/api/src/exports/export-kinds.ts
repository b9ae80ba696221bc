import { type ExportFormat, exportFormats } from '@longhand/contracts';
import { AppError, type Marks } from '@longhand/core';

export interface ExportKind {
  format: ExportFormat;
  mediaType: string;
  /** File name extension of this kind, without the dot. */
  extension: string;
  /** Whether a document is one file, or one file per page. */
  isOneFile: boolean;
  /** The requested "?" marks. */
  marks?: Marks | undefined;
}

export const plainTextType = 'text/plain; charset=utf-8';

const kinds: Record<ExportFormat, Omit<ExportKind, 'format' | 'marks'>> = {
  txt: { mediaType: plainTextType, extension: 'txt', isOneFile: true },
  json: { mediaType: 'application/json; charset=utf-8', extension: 'json', isOneFile: true },
  pdf: { mediaType: 'application/pdf', extension: 'pdf', isOneFile: true },
  alto: { mediaType: 'application/xml; charset=utf-8', extension: 'alto.xml', isOneFile: true },
  page: { mediaType: 'application/xml; charset=utf-8', extension: 'page.xml', isOneFile: false },
  hocr: { mediaType: 'application/xhtml+xml; charset=utf-8', extension: 'hocr', isOneFile: true },
  fhir: { mediaType: 'application/fhir+json; charset=utf-8', extension: 'fhir.json', isOneFile: true },
};

/** @throws AppError export.format_unsupported */
export function exportKindOf(format: string): ExportKind {
  const known = exportFormats.find((name) => name === format);
  if (known) return { format: known, ...kinds[known] };
  const offered = `${exportFormats.slice(0, -1).join(', ')} or ${exportFormats.at(-1)}`;
  throw new AppError('export.format_unsupported', `This format is not available. Choose ${offered}.`);
}
