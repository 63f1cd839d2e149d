package dev.eku.contract;

import java.util.Set;
import java.util.stream.Stream;

/** Names that differ in case, and whether Windows takes them for the same; measured on Wine 8. */
final class CasePairs {
    private static final char FINAL_SIGMA = '\u03c2';

    private CasePairs() {}

    /** Two spellings. */
    record Pair(String label, String one, String other, boolean same) {
        /** Aborts the running test if the backend cannot tell these two apart. */
        void abortIfBeyond(Set<Limit> limits) {
            if (one.indexOf(FINAL_SIGMA) >= 0 || other.indexOf(FINAL_SIGMA) >= 0) {
                Limit.FINAL_SIGMA.abortIfIn(limits);
            }
        }

        @Override
        public String toString() {
            return label + (same ? " are the same" : " are distinct");
        }
    }

    /** All seventeen. Code points are given since the glyphs are easily confused. */
    static Stream<Pair> all() {
        return Stream.of(
                new Pair("e acute and its capital", "\u00e9", "\u00c9", true),
                new Pair("sigma alpha sigma in both cases", "\u03c3\u03b1\u03c3", "\u03a3\u0391\u03a3", true),
                new Pair("the DZ-with-caron digraphs, capital and small", "\u01c4", "\u01c6", true),
                new Pair("y diaeresis and its capital", "\u00ff", "\u0178", true),
                new Pair("fullwidth A in both cases", "\uff21", "\uff41", true),
                new Pair("sharp s and SS", "Stra\u00dfe", "STRASSE", false),
                new Pair("capital and small sharp s", "\u1e9e", "\u00df", false),
                new Pair("final sigma and capital sigma", "\u03c2", "\u03a3", false),
                new Pair("a word with final sigma and its capitals", "\u03c3\u03b1\u03c2", "\u03a3\u0391\u03a3", false),
                new Pair("dotless i and I", "\u0131", "I", false),
                new Pair("dotless i with i, and Ii", "\u0131i", "Ii", false),
                new Pair("dotted capital I and i", "\u0130", "i", false),
                new Pair("Kelvin sign and k", "\u212a", "k", false),
                new Pair("long s and s", "\u017f", "s", false),
                new Pair("micro sign and capital mu", "\u00b5", "\u039c", false),
                new Pair("the DZ-with-caron digraphs, title and small", "\u01c5", "\u01c6", false),
                new Pair("Deseret long I in both cases, surrogate pairs", "\ud801\udc00", "\ud801\udc28", false));
    }
}
