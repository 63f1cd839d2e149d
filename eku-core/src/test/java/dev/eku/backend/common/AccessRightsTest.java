package dev.eku.backend.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.RegistryView;
import org.junit.jupiter.api.Test;

final class AccessRightsTest {
    @Test
    void flagIsSetForEitherView() {
        assertThat(AccessRights.view(RegistryView.VIEW_64)).isEqualTo(0x100);
        assertThat(AccessRights.view(RegistryView.VIEW_32)).isEqualTo(0x200);
    }
}
