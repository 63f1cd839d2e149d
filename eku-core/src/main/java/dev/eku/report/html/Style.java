package dev.eku.report.html;

/**
 * The style of the page. It contains no characters that XML escapes, because HTML uses the text of a style without
 * decoding it.
 */
final class Style {
    static final String SHEET = """

            :root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #ffffff; --shade: #f3f5f7;
              --rule: #c4cbd3; --act: #a4262c; --soon: #8a4b00; --tidy: #555a00; --well: #1a6334; --link: #0b57b0; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e8eaed; --quiet: #a9b1ba; --paper: #14171a; --shade: #1f2429;
                --rule: #4a535d; --act: #ff9a94; --soon: #ffbf5e; --tidy: #d5d86a; --well: #7fd69b; --link: #8ab8ff; }
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
            main { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem 2rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
            h2 { font-size: 1.35rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
            h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
            h4 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
            p { margin: .4rem 0; overflow-wrap: anywhere; }
            a { color: var(--link); }
            a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
            .quiet { color: var(--quiet); font-size: .9em; }
            .host { border-top: 3px solid var(--rule); margin-top: 2.5rem; }
            .part { border-top: 1px solid var(--rule); margin-top: 2rem; }
            h1 + .host { border-top: 0; margin-top: 0; }
            footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 2rem; color: var(--quiet); font-size: .9em; }
            .simulated { border: 2px dashed var(--rule); padding: .3rem .6rem; }
            .tag { display: inline-block; border: 1px solid; border-radius: .2rem; padding: 0 .35rem; white-space: nowrap;
              font-size: .75rem; font-weight: 600; }
            .headline { font-size: 1.15rem; font-weight: 600; }
            #show-needy:checked ~ table tr.at-rest { display: none; }
            summary { cursor: pointer; color: var(--link); }
            .counts { margin: .4rem 0 1rem; padding-left: 1.25rem; }
            .sign { display: inline-block; min-width: 1.1em; }
            span.act { color: var(--act); }
            span.soon { color: var(--soon); }
            span.tidy { color: var(--tidy); }
            span.well { color: var(--well); }
            .finding { border-left: .4rem solid var(--rule); background: var(--shade); padding: .5rem 1rem; margin: 1rem 0; }
            .finding.act { border-left-color: var(--act); }
            .finding.soon { border-left-color: var(--soon); border-left-style: dashed; }
            .finding.tidy { border-left-color: var(--tidy); border-left-style: double; }
            .finding.well { border-left-color: var(--well); border-left-style: dotted; }
            .finding h3 { margin-top: .25rem; }
            .finding ul { margin: .4rem 0; padding-left: 1.25rem; }
            li { overflow-wrap: anywhere; }
            pre { font: .9rem/1.45 ui-monospace, monospace; }
            .message { white-space: pre-line; }
            pre { background: var(--shade); border: 1px solid var(--rule); padding: .6rem .8rem; white-space: pre-wrap;
              overflow-wrap: anywhere; margin: .4rem 0 1rem; }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .95rem; }
            caption { text-align: left; color: var(--quiet); font-size: .9rem; padding-bottom: .3rem; }
            th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border: 1px solid var(--rule);
              overflow-wrap: anywhere; min-width: 7.5rem; }
            thead th { background: var(--shade); overflow-wrap: normal; }
            tbody th { font-weight: 600; min-width: 11rem; }
            td div.quiet { min-width: 15rem; }
            .beside { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: flex-start; }
            .beside figure { flex: 1 1 20rem; max-width: 27rem; }
            .beside div { flex: 2 1 26rem; min-width: 0; }
            figure { margin: .5rem 0; }
            figcaption { color: var(--quiet); font-size: .9rem; margin-top: .5rem; }
            .scroll { overflow-x: auto; }
            .scroll svg { min-width: 40rem; max-width: 62rem; }
            svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--ink); }
            svg text.head { font-weight: 600; font-size: 13px; }
            svg text.unasked { fill: var(--quiet); font-weight: 400; }
            .scroll svg text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
            svg text.centered { text-anchor: middle; }
            svg text.ending { text-anchor: end; }
            .box { fill: var(--paper); stroke: var(--ink); stroke-width: 1; }
            .box.decides { fill: var(--shade); stroke-width: 3; }
            .box.outcome { fill: var(--shade); stroke-width: 3; }
            .box.unasked { stroke: var(--quiet); stroke-dasharray: 5 4; }
            .arrow, .base { fill: none; stroke: var(--ink); stroke-width: 1.5; }
            .grid { fill: none; stroke: var(--rule); stroke-width: 1; }
            .start { fill: none; stroke: var(--link); stroke-width: 2; stroke-dasharray: 6 3; }
            .connected { fill: var(--paper); stroke: var(--ink); stroke-width: 1; }
            .lost { fill: var(--act); stroke: none; }
            .outage { fill: var(--soon); stroke: var(--soon); stroke-width: 1; }
            .still { fill: none; stroke: var(--act); stroke-width: 2; stroke-dasharray: 5 3; }
            html:lang(ja) body, html:lang(ja) svg { font-family: Yu Gothic UI, Meiryo, system-ui, sans-serif; }
            html:lang(ja) pre { font-family: ui-monospace, MS Gothic, monospace; }
            html:lang(ja) { line-break: strict; }
            @media screen and (max-width: 60rem) {
              main { padding: .75rem; }
              footer { padding: 0 .75rem 1rem; }
              table, caption, tbody, tr, th, td { display: block; }
              thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
              tbody tr { border: 1px solid var(--rule); margin-bottom: .75rem; }
              tbody th, tbody td { border: 0; padding: .3rem .6rem; min-width: 0; }
              td div.quiet { min-width: 0; }
              tbody th { background: var(--shade); }
              tbody td::before { content: attr(data-label); display: block; color: var(--quiet); font-size: .8rem; }
            }
            @media print {
              main { max-width: none; padding: 0; }
              table { font-size: .75rem; }
              th, td { min-width: 5rem; padding: .3rem .4rem; }
              tbody th { min-width: 6.5rem; }
              td div.quiet { min-width: 8rem; }
              .host { break-before: page; }
              .finding, tr, figure { break-inside: avoid; }
              .scroll { overflow: visible; }
              .scroll svg { min-width: 0; }
              .back, input, label { display: none; }
            }
            """;

    private Style() {}
}
