using System.Security.Cryptography;
using System.Text;

namespace Reliability.Core.Slo.Reports;

/// <summary>How the report page looks: one style sheet inside the page, allowed by its hash.</summary>
public static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    internal const string Text = """

        :root { color-scheme: light dark;
          --page: #f4f5f7; --card: #ffffff; --line: #dfe3e8; --text: #1b1f24; --soft: #57606a; --track: #e8ebef; --link: #0757ae;
          --good: #1a7f37; --risk: #8f5f00; --critical: #b2440a; --violated: #c01c28; --stale: #6a4fb3; --none: #6a737d; }
        @media (prefers-color-scheme: dark) { :root {
          --page: #0e1116; --card: #171b22; --line: #2b323c; --text: #e8ecf1; --soft: #9aa5b1; --track: #2a313b; --link: #79b8ff;
          --good: #4ac26b; --risk: #e0b040; --critical: #f0883e; --violated: #ff7b72; --stale: #b9a2f2; --none: #8b949e; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main, header, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
        header { padding-top: 2.25rem; } footer { padding-bottom: 2.5rem; color: var(--soft); font-size: .85rem; }
        h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
        h2 { margin: 2.25rem 0 .75rem; font-size: 1.15rem; letter-spacing: -.005em; }
        h3 { margin: 0; font-size: 1.02rem; overflow-wrap: anywhere; } h4 { margin: 1rem 0 .25rem; font-size: .8rem; color: var(--soft); font-weight: 600; }
        p { margin: .25rem 0; } a { color: var(--link); text-underline-offset: .15em; } .soft { color: var(--soft); } .small { font-size: .85rem; }
        .sum { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; padding: 0; }
        .sum div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
        .sum dt { color: var(--soft); font-size: .85rem; } .sum dd { margin: 0; font-size: 1.7rem; font-weight: 650; line-height: 1.25; }
        .sum .zero dd { color: var(--soft); font-weight: 400; }
        .wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
        table { border-collapse: collapse; width: 100%; } caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
        th, td { padding: .55rem .8rem; text-align: left; vertical-align: middle; border-top: 1px solid var(--line); }
        thead th { border-top: 0; color: var(--soft); font-size: .8rem; font-weight: 600; white-space: nowrap; } tbody th { font-weight: 600; overflow-wrap: break-word; min-width: 9rem; max-width: 24rem; }
        .nb { white-space: nowrap; }
        .num { text-align: right; white-space: nowrap; }
        .state { display: inline-flex; align-items: center; gap: .4rem; font-weight: 600; white-space: nowrap; } .state svg { flex: none; }
        .good { color: var(--good); } .risk { color: var(--risk); } .critical { color: var(--critical); } .violated { color: var(--violated); } .stale { color: var(--stale); } .none { color: var(--none); }
        svg { display: block; fill: currentColor; } .icon { width: .8em; height: .8em; } .bar { width: 100%; min-width: 4.5rem; height: .4rem; margin-top: .3rem; border-radius: .2rem; }
        .track { fill: var(--track); } .target { stroke: var(--text); stroke-width: 1; stroke-dasharray: 3 3; opacity: .55; } .strip { width: 9.5rem; height: 1.25rem; } .chart { width: 100%; height: 5rem; }
        .m0 { fill: var(--track); } .m1 { fill: var(--good); } .m2 { fill: var(--violated); }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1rem; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.25rem; scroll-margin-top: 1rem; } .card:target { outline: 2px solid var(--link); }
        .top { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.2rem, 1fr)); gap: .7rem 1rem; margin: .9rem 0 0; } .facts dt { color: var(--soft); font-size: .8rem; } .facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; } .facts dd small { display: block; font-weight: 400; color: var(--soft); font-size: .8rem; }
        .axis { display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem; } ul, ol { margin: .25rem 0 0; padding-left: 1.15rem; } li { margin: .2rem 0; overflow-wrap: anywhere; }
        @media (max-width: 46rem) { main, header, footer { padding-left: 1rem; padding-right: 1rem; } header { padding-top: 1.5rem; } h1 { font-size: 1.45rem; } .more { display: none; } .sum { grid-template-columns: repeat(auto-fit, minmax(6.2rem, 1fr)); gap: .5rem; } .sum div { padding: .6rem .75rem; } .sum dd { font-size: 1.35rem; } th, td { padding: .5rem .6rem; } tbody th { min-width: 6.5rem; } .card { padding: 1rem; } }
        @media (max-width: 32rem) { .less { display: none; } .bar { min-width: 3.5rem; } }
        @media print { :root { color-scheme: light; --page: #ffffff; --card: #ffffff; --line: #c8ccd1; --text: #000000; --soft: #444c56; --track: #e8ebef; --link: #000000; --good: #1a7f37; --risk: #8f5f00; --critical: #b2440a; --violated: #c01c28; --stale: #6a4fb3; --none: #6a737d; }
          body { font-size: 10pt; } main, header, footer { max-width: none; padding-left: 0; padding-right: 0; } header { padding-top: 0; } .card, tr, .sum div { break-inside: avoid; } a { text-decoration: none; } .wide { overflow: visible; } svg, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }

        """;

    /// <summary>Gets what a browser may do with the page: show it with its own style, and nothing else.</summary>
    /// <value>The value of the header <c>Content-Security-Policy</c>.</value>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
