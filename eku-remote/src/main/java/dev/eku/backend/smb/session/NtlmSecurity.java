package dev.eku.backend.smb.session;

import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.ntlm.av.AvId;
import com.hierynomus.ntlm.av.AvPairFlags;
import com.hierynomus.ntlm.av.AvPairTimestamp;
import com.hierynomus.ntlm.functions.ComputedNtlmV2Response;
import com.hierynomus.ntlm.functions.NtlmFunctions;
import com.hierynomus.ntlm.functions.NtlmV2Functions;
import com.hierynomus.ntlm.messages.NtlmAuthenticate;
import com.hierynomus.ntlm.messages.NtlmChallenge;
import com.hierynomus.ntlm.messages.NtlmNegotiate;
import com.hierynomus.ntlm.messages.NtlmNegotiateFlag;
import com.hierynomus.ntlm.messages.NtlmPacket;
import com.hierynomus.ntlm.messages.TargetInfo;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.commons.buffer.Endian;
import com.hierynomus.security.SecurityProvider;
import com.hierynomus.security.bc.BCSecurityProvider;
import com.hierynomus.smbj.auth.AuthenticationContext;
import dev.eku.backend.smb.rpc.RpcException;
import dev.eku.backend.smb.rpc.RpcSecurity;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * NTLMv2 on one pipe, apart from the logon of the connection, since its keys are not known to us (MS-NLMP 3.1.5). What
 * protects the calls is required of the server. Not thread-safe.
 */
final class NtlmSecurity implements RpcSecurity {
    private static final Set<NtlmNegotiateFlag> REQUIRED = EnumSet.of(
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_UNICODE,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_SIGN,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_SEAL,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_TARGET_INFO,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_KEY_EXCH,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_128);

    private static final Set<NtlmNegotiateFlag> ALSO = EnumSet.of(
            NtlmNegotiateFlag.NTLMSSP_REQUEST_TARGET,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_NTLM,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_ALWAYS_SIGN,
            NtlmNegotiateFlag.NTLMSSP_NEGOTIATE_56);

    /** The start of the server's token. */
    private static final byte[] CHALLENGE = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 2, 0, 0, 0};

    /** Says that our token carries a code of the integrity of all three tokens. */
    private static final long HAS_MIC = 2;

    private static final int KEY = 16;
    /** Zeros, since the response of NTLMv2 replaces it. */
    private static final int LM_RESPONSE = 24;

    private final AuthenticationContext who;
    private final Random random;
    private final SecurityProvider provider = new BCSecurityProvider();
    private byte[] negotiate = new byte[0];
    private @Nullable NtlmKeys ours;
    private @Nullable NtlmKeys theirs;

    NtlmSecurity(AuthenticationContext who) {
        this(who, new SecureRandom());
    }

    /** @param random of the client's challenge and of the session key */
    NtlmSecurity(AuthenticationContext who, Random random) {
        this.who = who;
        this.random = random;
    }

    @Override
    public byte[] negotiate() {
        negotiate = bytes(new NtlmNegotiate(offered(), "", "", null, true));
        return negotiate.clone();
    }

    @Override
    public byte[] authenticate(byte[] challenge) {
        NtlmChallenge told = read(challenge);
        Set<NtlmNegotiateFlag> flags = told.getNegotiateFlags();
        TargetInfo target = told.getTargetInfo();
        if (!flags.containsAll(REQUIRED) || target == null) {
            throw RpcException.notSealed("NTLM without encryption of 128 bits");
        }
        flags.retainAll(offered());
        AvPairTimestamp time = target.getAvPair(AvId.MsvAvTimestamp);
        target.putAvPair(new AvPairFlags(HAS_MIC));
        ComputedNtlmV2Response response = new NtlmV2Functions(random, provider)
                .computeResponse(
                        who.getUsername(),
                        who.getDomain(),
                        who.getPassword(),
                        told,
                        (time == null ? FileTime.now() : time.getValue()).getWindowsTimeStamp(),
                        target);
        byte[] sessionKey = new byte[KEY];
        random.nextBytes(sessionKey);
        NtlmAuthenticate message = new NtlmAuthenticate(
                new byte[LM_RESPONSE],
                response.getNtResponse(),
                who.getUsername(),
                who.getDomain(),
                "",
                encrypted(sessionKey, response.getSessionBaseKey()),
                flags,
                null);
        message.setMic(new byte[KEY]);
        message.setMic(NtlmFunctions.hmac_md5(provider, sessionKey, negotiate, challenge, bytes(message)));
        ours = NtlmKeys.ofClient(sessionKey);
        theirs = NtlmKeys.ofServer(sessionKey);
        return bytes(message);
    }

    /** The library has several exceptions for a token that is not valid. */
    private static NtlmChallenge read(byte[] challenge) {
        try {
            if (Arrays.mismatch(challenge, CHALLENGE) == CHALLENGE.length) {
                NtlmChallenge told = new NtlmChallenge();
                told.read(new Buffer.PlainBuffer(challenge, Endian.LE));
                return told;
            }
        } catch (Buffer.BufferException | RuntimeException notValid) {
            // The answer is the same.
        }
        throw RpcException.notSealed("a token that is not valid");
    }

    private static Set<NtlmNegotiateFlag> offered() {
        Set<NtlmNegotiateFlag> flags = EnumSet.copyOf(REQUIRED);
        flags.addAll(ALSO);
        return flags;
    }

    private static byte[] encrypted(byte[] sessionKey, byte[] exchangeKey) {
        RC4Engine stream = new RC4Engine();
        stream.init(true, new KeyParameter(exchangeKey));
        byte[] encrypted = new byte[KEY];
        stream.processBytes(sessionKey, 0, KEY, encrypted, 0);
        return encrypted;
    }

    private static byte[] bytes(NtlmPacket message) {
        Buffer.PlainBuffer out = new Buffer.PlainBuffer(Endian.LE);
        message.write(out);
        return out.getCompactData();
    }

    @Override
    public byte[] seal(byte[] message, int from, int length) {
        return Objects.requireNonNull(ours).seal(message, from, length);
    }

    @Override
    public boolean unseal(byte[] message, int from, int length, byte[] signature) {
        return Objects.requireNonNull(theirs).unseal(message, from, length, signature);
    }
}
