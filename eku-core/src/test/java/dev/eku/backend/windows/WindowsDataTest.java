package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowsDataTest {
    @Test
    void textEndsAtItsNulOrWithTheBuffer() {
        assertThat(WindowsData.text("abc\0def".toCharArray())).isEqualTo("abc");
        assertThat(WindowsData.text("\0def".toCharArray())).isEmpty();
        assertThat(WindowsData.text("\u4f1a\u8b70".toCharArray())).isEqualTo("\u4f1a\u8b70");
        assertThat(WindowsData.text(new char[0])).isEmpty();
    }

    @Test
    void listEndsAtTwoNulsOrWithTheBuffer() {
        assertThat(WindowsData.list("a\0bc\0\0rest\0".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("a\0bc\0".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("a\0bc".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("\0\0".toCharArray())).isEmpty();
        assertThat(WindowsData.list(new char[0])).isEmpty();
    }
}
