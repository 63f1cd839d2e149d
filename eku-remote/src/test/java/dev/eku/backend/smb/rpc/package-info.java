@NullMarked
package dev.eku.backend.smb.rpc;

import org.jspecify.annotations.NullMarked;
