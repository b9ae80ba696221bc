import { settingsOf } from '../../settings.js';

/**
 * The tuned numbers of several languages at once, read when the language model is loaded; shares
 * are 0 to 1. `longhand train tune mixture` measures other values.
 */
export const mixtureSettings = settingsOf({
  /** How the languages of a line and of a page are found. */
  languages: {
    /**
     * Share of the evidence for a language that is kept from one character to the next: lower
     * follows words of another language sooner, higher is surer of the line's.
     */
    memory: 0.97,
    /** Share of the even start that goes into a line after another one: higher lets lines differ. */
    freshness: 0.3,
  },
});
