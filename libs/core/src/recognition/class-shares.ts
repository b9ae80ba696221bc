// Counted in the ByClass test labels, of which the classifier's training set is a sample; per ten
// thousand, in class order.
const perTenThousand = [
  497, 544, 505, 513, 483, 446, 490, 528, 484, 489, 91, 56, 149, 67, 73, 124, 38, 45, 176, 54, 33, 70, 128, 116, 357,
  120, 36, 70, 302, 135, 172, 68, 69, 37, 69, 40, 141, 73, 37, 145, 352, 34, 51, 127, 37, 27, 40, 218, 40, 163, 40, 32,
  43, 199, 38, 255, 41, 40, 40, 40, 33, 39,
];
const total = perTenThousand.reduce((sum, count) => sum + count, 0);

/**
 * Share of each class in the training images of the classifier (EMNIST ByClass: half digits, and
 * only the letters of a form). Its probabilities include these shares; divided by them, they depend
 * on the ink alone, and the context of the page replaces the shares.
 */
export const classShares: readonly number[] = perTenThousand.map((count) => count / total);
