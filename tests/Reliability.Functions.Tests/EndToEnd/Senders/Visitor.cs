using System.Text.Json;
using Microsoft.Playwright;

namespace Reliability.Functions.Tests.EndToEnd.Senders;

/// <summary>Someone at Debian's Chromium who opens a page, clicks, and leaves.</summary>
internal static class Visitor
{
    // Scripts run in a page have no time limit of their own.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Visits a page, with nothing kept of other visits.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="page">Its address.</param>
    /// <param name="ready">An expression that is true when the page has measured its load.</param>
    /// <param name="act">What is done besides clicking; null for nothing.</param>
    /// <param name="left">
    /// What is done with what the page remembered, by name, once the page is left. The visitor stays meanwhile: what the browser still has to send goes with the profile.
    /// </param>
    /// <exception cref="TimeoutException">The browser got stuck.</exception>
    public static Task VisitAsync(IBrowser browser, Uri page, string ready, Func<IPage, Task>? act = null, Func<Dictionary<string, JsonElement>, Task>? left = null) =>
        OpenAsync(browser, page, ready, act, left).WaitAsync(Patience);

    private static async Task OpenAsync(IBrowser browser, Uri page, string ready, Func<IPage, Task>? act, Func<Dictionary<string, JsonElement>, Task>? left)
    {
        await using var context = await browser.NewContextAsync();
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.ToString(), new() { WaitUntil = WaitUntilState.Load });
        await tab.WaitForFunctionAsync($"() => window.shifted && performance.getEntriesByName('first-contentful-paint').length > 0 && ({ready})");
        await tab.Locator("#work").ClickAsync();
        // The browser has told its observers how long the click took; the libraries look at it when there is nothing else to do.
        await tab.WaitForFunctionAsync("() => window.interacted");
        await tab.EvaluateAsync("() => new Promise(done => requestIdleCallback(() => done(), { timeout: 5000 }))");
        if (act is not null) await act(tab);
        await tab.GotoAsync(new Uri(page, "/left").ToString());
        var remembered = await tab.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage })");
        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(remembered)!;
        if (left is not null) await left(values.ToDictionary(pair => pair.Key, pair => JsonSerializer.Deserialize<JsonElement>(pair.Value)));
        await context.CloseAsync();
    }
}
