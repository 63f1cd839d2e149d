package dev.eku.contract;

import java.util.concurrent.atomic.AtomicInteger;

/** A text that counts how often one of its characters is looked at. */
public record CountedText(String text, AtomicInteger looks) implements CharSequence {
    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        looks.incrementAndGet();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new CountedText(text.substring(start, end), looks);
    }

    @Override
    public String toString() {
        return text;
    }
}
