/*
 * Makes the program look like one for the .NET Framework 4, as the real Data MCU is: a CLI header (ECMA-335 II.25.3.3) and the root of its
 * metadata (II.24.2.1), in a section of their own. The linker cannot point data directory 14 at it; setup.sh does. The flag ILONLY is
 * clear, so the loader runs the native entry, as it does of a mixed program; Wine 8.0 does so with and without mscoree.
 */
__asm__(".section .cli,\"dr\"\n"
        "	.balign 8\n"
        "	.long 72\n"                        /* size of the header */
        "	.short 2, 5\n"                     /* version of the runtime it asks for */
        "	.rva metadata\n"                   /* metadata: where */
        "	.long metadata_end - metadata\n"   /* and how much */
        "	.long 0\n"                         /* flags: no ILONLY, no 32BITREQUIRED */
        "	.long 0\n"                         /* entry point: none of its own */
        "	.zero 48\n"                        /* resources, strong name and the rest: none */
        "metadata:\n"
        "	.long 0x424A5342\n"                /* BSJB */
        "	.short 1, 1\n"
        "	.long 0\n"
        "	.long 12\n"                        /* length of the version, in whole words */
        "	.asciz \"v4.0.30319\"\n"
        "	.balign 4\n"
        "	.short 0, 0\n"                     /* no streams */
        "metadata_end:\n"
        "	.text\n");
