// The words of the console, over those of the page.

import {de} from '../words/de/console.js';
import {en} from '../words/en/console.js';
import {sayer} from '../words/words.js';

export const t = sayer({en, de});
