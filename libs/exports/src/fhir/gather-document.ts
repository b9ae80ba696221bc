import type { PageStream } from '../export-document.js';

/** What one model read. */
export interface ModelShare {
  modelVersion: string;
  pages: number;
  words: number;
  /** Sum of the probabilities of being right, over the words that nobody corrected. */
  certainty: number;
  uncorrected: number;
}

/** What one person corrected. */
export interface PersonShare {
  person: string;
  words: number;
  /** RFC 3339, of the first and the last correction. */
  first: string;
  last: string;
}

export interface GatheredDocument {
  text: string;
  models: ModelShare[];
  people: PersonShare[];
}

/** Reads all pages and collects their text and its authors. */
export async function gatherDocument(pages: PageStream): Promise<GatheredDocument> {
  const texts: string[] = [];
  const models = new Map<string, ModelShare>();
  const people = new Map<string, PersonShare>();
  for await (const page of pages) {
    texts.push(page.text ?? '');
    const { modelVersion } = page;
    if (modelVersion === undefined) continue;
    const model = models.get(modelVersion) ?? { modelVersion, pages: 0, words: 0, certainty: 0, uncorrected: 0 };
    models.set(modelVersion, model);
    model.pages += 1;
    for (const { confidence, correctedBy, correctedAt } of page.lines.flatMap(({ words }) => words)) {
      model.words += 1;
      if (correctedBy !== undefined && correctedAt !== undefined) addCorrection(people, correctedBy, correctedAt);
      else {
        model.certainty += confidence;
        model.uncorrected += 1;
      }
    }
  }
  return { text: texts.join('\f'), models: [...models.values()], people: [...people.values()] };
}

function addCorrection(people: Map<string, PersonShare>, person: string, at: string): void {
  const share = people.get(person) ?? { person, words: 0, first: at, last: at };
  share.words += 1;
  // RFC 3339 in UTC sorts as text.
  if (at < share.first) share.first = at;
  if (at > share.last) share.last = at;
  people.set(person, share);
}
