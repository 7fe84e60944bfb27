<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Journal</source>
        <translation>关于周记</translation>
    </message>
    <message>
        <source>An editor for journals kept as Markdown files in a folder.</source>
        <translation>写周记的编辑器，每篇文章都是文件夹里的一个 Markdown 文件。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Built on Qt for Python, under the LGPL.</source>
        <translation>自由软件，采用 MIT 许可证。基于 Qt for Python（LGPL）构建。</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>周记</translation>
    </message>
    <message>
        <source>Version {version} · Python {python} · Qt {qt}</source>
        <translation>版本 {version} · Python {python} · Qt {qt}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>About Journal</source>
        <translation>关于周记</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>Change posts…</source>
        <translation>更改文章…</translation>
    </message>
    <message>
        <source>Change tags, categories or a field of many posts</source>
        <translation>更改多篇文章的标签、分类或某个字段</translation>
    </message>
    <message>
        <source>Changes of many posts…</source>
        <translation>批量更改记录…</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy post as rich text</source>
        <translation>复制全文（带格式）</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Discarded texts…</source>
        <translation>已放弃的文字…</translation>
    </message>
    <message>
        <source>Duplicate post</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>旧版本…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Export posts…</source>
        <translation>导出多篇文章…</translation>
    </message>
    <message>
        <source>Export the post as one HTML file</source>
        <translation>把文章导出为单个 HTML 文件</translation>
    </message>
    <message>
        <source>Export to HTML…</source>
        <translation>导出为 HTML…</translation>
    </message>
    <message>
        <source>Export to PDF…</source>
        <translation>导出为 PDF…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Find and replace in the posts of the list</source>
        <translation>在列表中的文章里查找并替换</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>转到正文</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>一级标题</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>二级标题</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>三级标题</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>How the posts of this journal are read and shown</source>
        <translation>这本周记的文章怎样解读、怎样显示</translation>
    </message>
    <message>
        <source>Insert image…</source>
        <translation>插入图片…</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>Journal settings…</source>
        <translation>周记设置…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Move to trash…</source>
        <translation>移到回收站…</translation>
    </message>
    <message>
        <source>New post…</source>
        <translation>新文章…</translation>
    </message>
    <message>
        <source>New week</source>
        <translation>新的一周</translation>
    </message>
    <message>
        <source>Next post</source>
        <translation>下一篇文章</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>恢复字号</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>编号列表</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open quickly…</source>
        <translation>快速打开…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>打开菜单</translation>
    </message>
    <message>
        <source>Open the sample journal</source>
        <translation>打开示例周记</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Post list</source>
        <translation>文章列表</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Previous post</source>
        <translation>上一篇文章</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Rename file…</source>
        <translation>重命名文件…</translation>
    </message>
    <message>
        <source>Rename, merge and delete tags and categories</source>
        <translation>重命名、合并、删除标签和分类</translation>
    </message>
    <message>
        <source>Replace in posts…</source>
        <translation>在文章中替换…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Revert to saved</source>
        <translation>还原到已保存的版本</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Search the journal</source>
        <translation>搜索周记</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Show or hide the form above the text</source>
        <translation>显示或隐藏正文上方的表单</translation>
    </message>
    <message>
        <source>Show or hide the headings beside the text</source>
        <translation>显示或隐藏正文旁的标题</translation>
    </message>
    <message>
        <source>Show or hide the preview</source>
        <translation>显示或隐藏预览</translation>
    </message>
    <message>
        <source>Show or hide where the post links to, and what links to it</source>
        <translation>显示或隐藏本文的链接和指向本文的链接</translation>
    </message>
    <message>
        <source>Show what is not right in the journal</source>
        <translation>显示周记中的问题</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>删除线</translation>
    </message>
    <message>
        <source>Tags and categories…</source>
        <translation>标签与分类…</translation>
    </message>
    <message>
        <source>Task list</source>
        <translation>任务列表</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo in many posts</source>
        <translation>撤销批量更改</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>Write a new post like its newest sibling</source>
        <translation>照最新一篇的格式写新文章</translation>
    </message>
    <message>
        <source>Write the next post of the weekly series</source>
        <translation>写周记系列的下一篇</translation>
    </message>
</context>
<context>
    <name>Articles</name>
    <message>
        <source>The style sheet {name} is not there, or holds nothing that can be used.</source>
        <translation>样式表 {name} 不存在，或者里面没有可用的内容。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source> </source>
        <translation> </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change one post</source>
        <translation>更改 1 篇文章</translation>
    </message>
    <message>
        <source>Change posts</source>
        <translation>更改文章</translation>
    </message>
    <message>
        <source>Change {n} posts</source>
        <translation>更改 {n} 篇文章</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Its posts get back the bytes they had. Posts that were changed since stay as they are; you are told which.</source>
        <translation>这些文章会逐字节恢复原样。此后又改过的文章保持不变，并会列出是哪几篇。</translation>
    </message>
    <message>
        <source>Line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>Looking at the posts…</source>
        <translation>正在查看文章…</translation>
    </message>
    <message>
        <source>Looking at the posts… {n} of {all}</source>
        <translation>正在查看文章… {n} / {all}</translation>
    </message>
    <message>
        <source>No post can be changed.</source>
        <translation>没有可以更改的文章。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何内容。</translation>
    </message>
    <message>
        <source>Nothing would change in any of these posts.</source>
        <translation>这些文章都没有要更改的地方。</translation>
    </message>
    <message>
        <source>One post is as it was.</source>
        <translation>1 篇文章已恢复原样。</translation>
    </message>
    <message>
        <source>One post stays as it is; the list says why.</source>
        <translation>有 1 篇文章保持不变，原因见列表。</translation>
    </message>
    <message>
        <source>One post was changed.</source>
        <translation>已更改 1 篇文章。</translation>
    </message>
    <message>
        <source>One post would change; nothing is written yet.</source>
        <translation>有 1 篇文章将要更改，目前尚未写入。</translation>
    </message>
    <message>
        <source>One was left alone; the list says why.</source>
        <translation>有 1 篇未动，原因见列表。</translation>
    </message>
    <message>
        <source>Posts that would change</source>
        <translation>将要更改的文章</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Save unsaved posts and look again</source>
        <translation>保存未保存的文章并重新查看</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Somebody else wrote at the same moment; the list says where that is kept.</source>
        <translation>有其他程序在同一时刻写入了文件，保存位置见列表。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped, because {reason}.</source>
        <translation>已停止：{reason}。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Undo in one post</source>
        <translation>在 1 篇文章中撤销</translation>
    </message>
    <message>
        <source>Undo in {n} posts</source>
        <translation>在 {n} 篇文章中撤销</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Writing… {n} of {all}</source>
        <translation>正在写入… {n} / {all}</translation>
    </message>
    <message>
        <source>{n} of {all} chosen</source>
        <translation>已选 {n} / {all}</translation>
    </message>
    <message>
        <source>{n} posts are as they were.</source>
        <translation>{n} 篇文章已恢复原样。</translation>
    </message>
    <message>
        <source>{n} posts stay as they are; the list says why.</source>
        <translation>有 {n} 篇文章保持不变，原因见列表。</translation>
    </message>
    <message>
        <source>{n} posts were changed.</source>
        <translation>已更改 {n} 篇文章。</translation>
    </message>
    <message>
        <source>{n} posts would change; nothing is written yet.</source>
        <translation>有 {n} 篇文章将要更改，目前尚未写入。</translation>
    </message>
    <message>
        <source>{n} were left alone; the list says why.</source>
        <translation>有 {n} 篇未动，原因见列表。</translation>
    </message>
    <message>
        <source>{n} were not reached.</source>
        <translation>还有 {n} 篇没有处理。</translation>
    </message>
</context>
<context>
    <name>Branch</name>
    <message>
        <source>All categories below it go along. A / puts a category below another one.</source>
        <translation>其下的所有分类一并更改。用 / 把一个分类放到另一个之下。</translation>
    </message>
    <message>
        <source>It moves one step down, with all below it.</source>
        <translation>它将下移一级，连同其下的所有分类。</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Rename category</source>
        <translation>重命名分类</translation>
    </message>
    <message>
        <source>Show what would change…</source>
        <translation>查看将要更改的内容…</translation>
    </message>
    <message>
        <source>There is a category of that name: both become one, with all below them.</source>
        <translation>已有同名分类：两者将合并，连同其下的所有分类。</translation>
    </message>
</context>
<context>
    <name>BulkEdit</name>
    <message>
        <source>A text, true, false, a number or [a, b]</source>
        <translation>文字、true、false、数字或 [a, b]</translation>
    </message>
    <message>
        <source>Add categories</source>
        <translation>添加分类</translation>
    </message>
    <message>
        <source>Add tags</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Change posts</source>
        <translation>更改文章</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>In</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>In every post</source>
        <translation>每篇文章</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Only where it is missing</source>
        <translation>仅限没有此字段的文章</translation>
    </message>
    <message>
        <source>Only where the field is</source>
        <translation>仅限已有此字段的文章</translation>
    </message>
    <message>
        <source>Remove a field</source>
        <translation>移除字段</translation>
    </message>
    <message>
        <source>Remove categories</source>
        <translation>移除分类</translation>
    </message>
    <message>
        <source>Remove tags</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>Rename a field</source>
        <translation>重命名字段</translation>
    </message>
    <message>
        <source>Set a field</source>
        <translation>设置字段</translation>
    </message>
    <message>
        <source>Several are parted by commas</source>
        <translation>多个之间用逗号分开</translation>
    </message>
    <message>
        <source>Show the changes…</source>
        <translation>查看更改…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>You see what would change before anything is written.</source>
        <translation>写入之前，会先列出所有更改。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Something went wrong ({error}). Your text is kept; save it, then start again.</source>
        <translation>程序出错（{error}）。你的文字还在：请先保存，再重新启动。</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>&quot;{title}&quot; was changed by another program while you edited it.</source>
        <translation>你编辑“{title}”时，它被其他程序改动了。</translation>
    </message>
    <message>
        <source>Changed on disk</source>
        <translation>磁盘上已改动</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Take the disk&apos;s</source>
        <translation>采用磁盘版本</translation>
    </message>
    <message>
        <source>− is the version on disk, + is yours.</source>
        <translation>− 是磁盘上的版本，+ 是你的版本。</translation>
    </message>
</context>
<context>
    <name>Delete</name>
    <message>
        <source>Files the post links to stay where they are.</source>
        <translation>文章链接到的文件留在原处。</translation>
    </message>
    <message>
        <source>Files the posts link to stay where they are.</source>
        <translation>文章链接到的文件留在原处。</translation>
    </message>
    <message>
        <source>It has unsaved changes; they are not in the trash.</source>
        <translation>它有未保存的改动，这些改动不会进回收站。</translation>
    </message>
    <message>
        <source>Move &quot;{title}&quot; to the trash?</source>
        <translation>把“{title}”移到回收站？</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Move {n} posts to the trash?</source>
        <translation>把 {n} 篇文章移到回收站？</translation>
    </message>
    <message>
        <source>Some have unsaved changes; they are not in the trash.</source>
        <translation>其中有未保存的改动，这些改动不会进回收站。</translation>
    </message>
    <message>
        <source>The folder {name} goes with everything in it. Files: {n}</source>
        <translation>文件夹 {name} 连同其中 {n} 个文件都会移走。</translation>
    </message>
    <message>
        <source>What goes to the trash</source>
        <translation>要移到回收站的文件</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Diff</name>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>The texts are the same.</source>
        <translation>两份文字相同。</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Open as {encoding}</source>
        <translation>按 {encoding} 打开</translation>
    </message>
    <message>
        <source>Text of the post</source>
        <translation>文章正文</translation>
    </message>
    <message>
        <source>Text of the post, to be read only</source>
        <translation>文章正文，只读</translation>
    </message>
    <message>
        <source>The site will not highlight {words}: its marks stand against the letters beside.</source>
        <translation>网站不会突出显示 {words}：它的标记紧挨着旁边的字。</translation>
    </message>
    <message>
        <source>The site will not show {words} in bold: its marks stand against the letters beside.</source>
        <translation>网站不会把 {words} 显示为粗体：它的标记紧挨着旁边的字。</translation>
    </message>
    <message>
        <source>The site will not stress {words}: its marks stand against the letters beside.</source>
        <translation>网站不会把 {words} 显示为强调：它的标记紧挨着旁边的字。</translation>
    </message>
    <message>
        <source>The site will not strike out {words}: its marks stand against the letters beside.</source>
        <translation>网站不会给 {words} 加删除线：它的标记紧挨着旁边的字。</translation>
    </message>
    <message>
        <source>This post holds characters that cannot be kept while editing, so it is only shown.</source>
        <translation>这篇文章含有编辑时无法保留的字符，因此只能查看。</translation>
    </message>
    <message>
        <source>This post is too large to be edited here.</source>
        <translation>这篇文章太大，无法在这里编辑。</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>写点什么…</translation>
    </message>
</context>
<context>
    <name>EditorColumn</name>
    <message>
        <source>Choose a post from the list, or write a new one.</source>
        <translation>从列表中选一篇文章，或写一篇新的。</translation>
    </message>
</context>
<context>
    <name>EditorMenu</name>
    <message>
        <source>Bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Insert image…</source>
        <translation>插入图片…</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>metadata edit</source>
        <translation>元数据编辑</translation>
    </message>
</context>
<context>
    <name>EncodingMenu</name>
    <message>
        <source>Encoding of the file</source>
        <translation>文件编码</translation>
    </message>
    <message>
        <source>Read the file again as</source>
        <translation>用另一种编码重新读取</translation>
    </message>
    <message>
        <source>Save first: a post with unsaved text is not read again</source>
        <translation>请先保存：有未保存文字的文章不会重新读取</translation>
    </message>
    <message>
        <source>{encoding}: some bytes do not fit</source>
        <translation>{encoding}：有些字节不符</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>1 post is in {folder}.</source>
        <translation>1 篇文章已导出到 {folder}。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied with its styles and images.</source>
        <translation>已复制，包括样式和图片。</translation>
    </message>
    <message>
        <source>Export 1 post</source>
        <translation>导出 1 篇文章</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>导出到文件夹</translation>
    </message>
    <message>
        <source>Export posts</source>
        <translation>导出文章</translation>
    </message>
    <message>
        <source>Export {count} posts</source>
        <translation>导出 {count} 篇文章</translation>
    </message>
    <message>
        <source>Files that Journal did not make are in the way: {names}. Replace them?</source>
        <translation>这些同名文件不是周记导出的：{names}。要替换吗？</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Looked for: {places}</source>
        <translation>查找过：{places}</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>没有导出任何文章。</translation>
    </message>
    <message>
        <source>One HTML page for each post, with a list of them and links between them.</source>
        <translation>每篇文章一个网页，另有一页目录，文章之间的链接照样能点。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Posts to export</source>
        <translation>要导出的文章</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>What is missing in the pages</source>
        <translation>网页里缺了什么</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>missing; looked for: {places}</source>
        <translation>不存在；找过：{places}</translation>
    </message>
    <message>
        <source>none, or too large</source>
        <translation>无效或过大</translation>
    </message>
    <message>
        <source>not an image</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>on the web</source>
        <translation>在网络上</translation>
    </message>
    <message>
        <source>outside the journal</source>
        <translation>在周记之外</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>{count} of {total} chosen</source>
        <translation>已选 {count} / {total} 篇</translation>
    </message>
    <message>
        <source>{count} posts are in {folder}.</source>
        <translation>{count} 篇文章已导出到 {folder}。</translation>
    </message>
    <message>
        <source>{done} of {total} posts</source>
        <translation>已完成 {done} / {total} 篇</translation>
    </message>
    <message>
        <source>{name}: a file of that name is there, and is kept.</source>
        <translation>{name}：已有同名文件，没有替换。</translation>
    </message>
    <message>
        <source>{name}: the embedded image {target} is none, or too large.</source>
        <translation>{name}：内嵌图片 {target} 无效或过大。</translation>
    </message>
    <message>
        <source>{name}: the image {target} is missing.</source>
        <translation>{name}：找不到图片 {target}。</translation>
    </message>
    <message>
        <source>{name}: the image {target} is on the web, and stays there.</source>
        <translation>{name}：图片 {target} 在网上，没有放进网页。</translation>
    </message>
    <message>
        <source>{name}: the image {target} is too large.</source>
        <translation>{name}：图片 {target} 太大。</translation>
    </message>
    <message>
        <source>{name}: the image {target} lies outside the journal.</source>
        <translation>{name}：图片 {target} 在周记之外。</translation>
    </message>
    <message>
        <source>{name}: the link to {target} leads to nothing that is exported.</source>
        <translation>{name}：链接 {target} 指向的内容未导出。</translation>
    </message>
    <message>
        <source>{name}: {target} is no image.</source>
        <translation>{name}：{target} 不是图片。</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Aliases</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Banner</source>
        <translation>横幅</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Excerpt</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Math</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Permalink</source>
        <translation>永久链接</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Slug</source>
        <translation>缩略名</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>副标题</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Table of contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>More than {n}</source>
        <translation>超过 {n} 处</translation>
    </message>
    <message>
        <source>Next hit (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>无匹配</translation>
    </message>
    <message>
        <source>Not a pattern</source>
        <translation>表达式有误</translation>
    </message>
    <message>
        <source>Previous hit (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Replace all hits in this post</source>
        <translation>替换本文中的每一处</translation>
    </message>
    <message>
        <source>Replace this hit and go to the next</source>
        <translation>替换这一处，转到下一处</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>{at} of {n}</source>
        <translation>{at} / {n}</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 处</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>There is no heading “{name}” in this post.</source>
        <translation>这篇文章里没有标题“{name}”。</translation>
    </message>
    <message>
        <source>Write “{title}”…</source>
        <translation>写“{title}”…</translation>
    </message>
    <message>
        <source>“{name}” leads to no post of this journal.</source>
        <translation>“{name}”不指向这本周记里的任何文章。</translation>
    </message>
</context>
<context>
    <name>Headings</name>
    <message>
        <source>Go to a heading</source>
        <translation>跳到标题</translation>
    </message>
    <message>
        <source>Headings that fit</source>
        <translation>符合的标题</translation>
    </message>
    <message>
        <source>No heading fits.</source>
        <translation>没有符合的标题。</translation>
    </message>
    <message>
        <source>{heading}, level {level}</source>
        <translation>{heading}，{level} 级</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>旧版本</translation>
    </message>
    <message>
        <source>Earlier versions of &quot;{title}&quot;</source>
        <translation>“{title}”的旧版本</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>恢复这个版本</translation>
    </message>
    <message>
        <source>There is none yet: a version is kept whenever a save replaces it.</source>
        <translation>还没有旧版本：每次保存时，被替换的版本会留存下来。</translation>
    </message>
    <message>
        <source>This is the text as it stands in the window now.</source>
        <translation>与窗口中现在的文字相同。</translation>
    </message>
    <message>
        <source>This version cannot be read any more.</source>
        <translation>这个版本已经无法读取。</translation>
    </message>
    <message>
        <source>− is the text as it stands now, + is this version. Undo takes it back.</source>
        <translation>− 是现在的文字，+ 是这个版本。恢复后可以撤销。</translation>
    </message>
</context>
<context>
    <name>Housekeeping</name>
    <message>
        <source>Nothing was written: {reason}.</source>
        <translation>没有写入任何内容：{reason}。</translation>
    </message>
    <message>
        <source>Waiting until all posts are found…</source>
        <translation>正在等待找到全部文章…</translation>
    </message>
    <message>
        <source>What this run did cannot be read any more.</source>
        <translation>这次更改的记录已经无法读取。</translation>
    </message>
</context>
<context>
    <name>JournalSettings</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>As its folder shows ({kind})</source>
        <translation>按文件夹识别（{kind}）</translation>
    </message>
    <message>
        <source>As its site reads them ({kind})</source>
        <translation>与网站一致（{kind}）</translation>
    </message>
    <message>
        <source>Beside the newest post</source>
        <translation>与最新的文章放在一起</translation>
    </message>
    <message>
        <source>Found from the text</source>
        <translation>从文字中判断</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>“{name}”的设置</translation>
    </message>
    <message>
        <source>They are kept with the program&apos;s settings; nothing is put into the journal.</source>
        <translation>这些设置随程序保存，不会往周记文件夹里放任何东西。</translation>
    </message>
</context>
<context>
    <name>Journals</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A record of unsaved text was damaged. What there is is kept in {place}.</source>
        <translation>一份未保存文字的记录已损坏，剩下的内容保存在 {place}。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Reading posts</source>
        <translation>正在读取文章</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Sample journal</source>
        <translation>示例周记</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>There is unsaved text in another journal, {name}.</source>
        <translation>另一本周记 {name} 中有未保存的文字。</translation>
    </message>
    <message>
        <source>Unsaved text from {time} was found: {titles}.</source>
        <translation>发现 {time} 未保存的文字：{titles}。</translation>
    </message>
    <message>
        <source>Unsaved text of a later version of this program is kept in {place}.</source>
        <translation>由更新版本的程序留下的未保存文字保存在 {place}。</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>另外 {n} 篇</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>1 link still says the old name of {title}.</source>
        <translation>还有 1 处链接用的是《{title}》的旧名称。</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Links in this post</source>
        <translation>本文中的链接</translation>
    </message>
    <message>
        <source>Links to this post</source>
        <translation>指向本文的链接</translation>
    </message>
    <message>
        <source>Mend them…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Open a post to see its links.</source>
        <translation>打开一篇文章，即可查看它的链接。</translation>
    </message>
    <message>
        <source>Reading the other posts…</source>
        <translation>正在读取其他文章…</translation>
    </message>
    <message>
        <source>line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>{line} · leads nowhere</source>
        <translation>{line} · 已失效</translation>
    </message>
    <message>
        <source>{n} links still say the old name of {title}.</source>
        <translation>还有 {n} 处链接用的是《{title}》的旧名称。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Journal</source>
        <translation>周记</translation>
    </message>
    <message>
        <source>No title holds a number to count on from, like &quot;Week 3&quot;</source>
        <translation>没有哪篇文章的标题带有可以接着往下数的编号，例如“第 3 周”</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>No recent journals</source>
        <translation>没有最近打开的周记</translation>
    </message>
</context>
<context>
    <name>Merge</name>
    <message>
        <source>&quot;{title}&quot; and its conflict copy</source>
        <translation>“{title}”和它的冲突副本</translation>
    </message>
    <message>
        <source>&quot;{title}&quot; was changed here and on disk</source>
        <translation>“{title}”在这里和磁盘上都被改动了</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者都要</translation>
    </message>
    <message>
        <source>Compare with the conflict copy</source>
        <translation>与冲突副本比较</translation>
    </message>
    <message>
        <source>Everywhere: {side}</source>
        <translation>全部采用：{side}</translation>
    </message>
    <message>
        <source>Further places: {n}. There the text stays as it is in this post.</source>
        <translation>另有 {n} 处，那里的文字保持这篇文章的样子。</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>Line {n}: {side}</source>
        <translation>第 {n} 行：{side}</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁盘上的</translation>
    </message>
    <message>
        <source>Places left to choose: {n}</source>
        <translation>还有 {n} 处待选择</translation>
    </message>
    <message>
        <source>Take over what is chosen</source>
        <translation>采用所选内容</translation>
    </message>
    <message>
        <source>The copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>This post</source>
        <translation>这篇文章</translation>
    </message>
    <message>
        <source>What was changed in different places is merged already. Here both changed the same lines:</source>
        <translation>改动在不同位置的部分已经合并。以下是双方都改了的行：</translation>
    </message>
    <message>
        <source>{name} differs from the post in these places. What you choose goes into the post.</source>
        <translation>{name} 与这篇文章有以下不同。所选内容会写入文章。</translation>
    </message>
    <message>
        <source>… further lines: {n}</source>
        <translation>……还有 {n} 行</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>好</translation>
    </message>
    <message>
        <source>The head does not parse in line {line}: {reason}.</source>
        <translation>元数据第 {line} 行无法解析：{reason}。</translation>
    </message>
    <message>
        <source>The head does not parse: {reason}.</source>
        <translation>元数据无法解析：{reason}。</translation>
    </message>
    <message>
        <source>{name} cannot be read as a post: {reason}.</source>
        <translation>{name} 无法作为文章读取：{reason}。</translation>
    </message>
    <message>
        <source>{name} was changed by another program since it was opened. Nothing was written.</source>
        <translation>{name} 打开之后被其他程序改动了，没有写入任何内容。</translation>
    </message>
    <message>
        <source>{name} was not changed: {reason}.</source>
        <translation>{name} 没有改动：{reason}。</translation>
    </message>
    <message>
        <source>{name} was not exported: {reason}.</source>
        <translation>{name} 未能导出：{reason}。</translation>
    </message>
    <message>
        <source>{name} was not saved: {reason}. The file holds the new text, but a power cut may undo that.</source>
        <translation>{name} 未能保存：{reason}。文件里已是新内容，但断电可能使它丢失。</translation>
    </message>
    <message>
        <source>{name} was not saved: {reason}. The file is as it was.</source>
        <translation>{name} 未能保存：{reason}。文件保持原样。</translation>
    </message>
    <message>
        <source>{name} was not saved: {reason}. The file was cut short half-way; its old text is kept in the history.</source>
        <translation>{name} 未能保存：{reason}。文件只写了一半，旧内容留存在旧版本中。</translation>
    </message>
</context>
<context>
    <name>Metadata</name>
    <message>
        <source>1 field</source>
        <translation>1 项</translation>
    </message>
    <message>
        <source>A JSON head is edited in the source.</source>
        <translation>JSON 元数据请在源码中编辑。</translation>
    </message>
    <message>
        <source>A value of this shape is edited in the source.</source>
        <translation>这种形式的值请在源码中编辑。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add title and date</source>
        <translation>添加标题和日期</translation>
    </message>
    <message>
        <source>Another field…</source>
        <translation>其他字段…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a day (Alt+Down)</source>
        <translation>选择日期（Alt+↓）</translation>
    </message>
    <message>
        <source>Choose an image</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Choose an image…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Edited in the source only: {reason}.</source>
        <translation>只能在源码中编辑：{reason}。</translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Kind of the new field</source>
        <translation>新字段的类型</translation>
    </message>
    <message>
        <source>Line {line}: {reason}.</source>
        <translation>第 {line} 行：{reason}。</translation>
    </message>
    <message>
        <source>Line {line}: {reason}. It is mended in the text below.</source>
        <translation>第 {line} 行：{reason}。请在下面的正文中改正。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Locked: {reason}</source>
        <translation>已锁定：{reason}</translation>
    </message>
    <message>
        <source>Longer than most sites and search engines show.</source>
        <translation>超出了多数网站和搜索引擎显示的长度。</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Name of the new field</source>
        <translation>新字段的名称</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Remove the field {name}</source>
        <translation>移除字段 {name}</translation>
    </message>
    <message>
        <source>Remove {item}</source>
        <translation>移除 {item}</translation>
    </message>
    <message>
        <source>Show or hide the rarer fields</source>
        <translation>显示或隐藏不常用的字段</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源码</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The fields, one by one</source>
        <translation>逐项编辑字段</translation>
    </message>
    <message>
        <source>The head as it is in the file</source>
        <translation>文件中的元数据原文</translation>
    </message>
    <message>
        <source>The head does not parse: mend it in the source first.</source>
        <translation>元数据无法解析：请先在源码中改正。</translation>
    </message>
    <message>
        <source>The post has no head yet: this is its first heading or its file&apos;s name.</source>
        <translation>文章还没有元数据：这是它的第一个标题或文件名。</translation>
    </message>
    <message>
        <source>The post has this field already.</source>
        <translation>这篇文章已有这个字段。</translation>
    </message>
    <message>
        <source>This is not a date. Write it like {example}; Esc takes it back.</source>
        <translation>这不是日期，请写成 {example} 的形式；按 Esc 撤回。</translation>
    </message>
    <message>
        <source>This is not a number, so it is not in the post yet.</source>
        <translation>这不是数字，因此还没有写进文章。</translation>
    </message>
    <message>
        <source>This post has no title, date or tags of its own yet.</source>
        <translation>这篇文章还没有标题、日期和标签。</translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>no excerpt</source>
        <translation>无摘要</translation>
    </message>
    <message>
        <source>no image</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>{field}: add</source>
        <translation>添加{field}</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first}, {second} and {n} more</source>
        <translation>{first}、{second}、另外 {n} 项</translation>
    </message>
    <message>
        <source>{first}, {second}, {third}</source>
        <translation>{first}、{second}、{third}</translation>
    </message>
    <message>
        <source>{n} fields</source>
        <translation>{n} 项</translation>
    </message>
    <message>
        <source>＋ Add field</source>
        <translation>＋ 添加字段</translation>
    </message>
</context>
<context>
    <name>Months</name>
    <message>
        <source>April</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>August</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>December</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>February</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>January</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>July</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>June</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>March</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>November</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>October</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>September</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Week {week} · {d1} {m1} {y1} – {d2} {m2} {y2}</source>
        <translation>第{week}周 · {y1}年{m1}{d1}日–{y2}年{m2}{d2}日</translation>
    </message>
    <message>
        <source>Week {week} · {d1} {m1} – {d2} {m2} {y2}</source>
        <translation>第{week}周 · {y2}年{m1}{d1}日–{m2}{d2}日</translation>
    </message>
    <message>
        <source>Week {week} · {d1} – {d2} {m2} {y2}</source>
        <translation>第{week}周 · {y2}年{m2}{d1}日–{d2}日</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
</context>
<context>
    <name>NewPost</name>
    <message>
        <source>As a draft</source>
        <translation>作为草稿</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>In {folder}</source>
        <translation>位于 {folder}</translation>
    </message>
    <message>
        <source>It begins like its newest sibling, and it is on disk when you save it the first time.</source>
        <translation>元数据沿用最新一篇的格式；第一次保存时才写入磁盘。</translation>
    </message>
    <message>
        <source>New post</source>
        <translation>新文章</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>开始写</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>&quot;{title}&quot; was changed by another program while you edited it.</source>
        <translation>你编辑“{title}”时，它被其他程序改动了。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A copy with your text is saved as {name}. The post itself is unsaved, and kept in recovery.</source>
        <translation>你的文字已另存为 {name}。文章本身尚未保存，仍保留在恢复区。</translation>
    </message>
    <message>
        <source>Another program wrote the file at the same moment. Its version is kept as {name}.</source>
        <translation>另一个程序同时写入了这个文件，它的版本已另存为 {name}。</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>关闭它</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Files of {n} unsaved posts were changed by another program, first &quot;{title}&quot;.</source>
        <translation>另一个程序修改了 {n} 篇未保存文章的文件，第一篇是“{title}”。</translation>
    </message>
    <message>
        <source>Go to the post</source>
        <translation>转到这篇文章</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>仍然保存</translation>
    </message>
    <message>
        <source>Save it as a new file</source>
        <translation>存为新文件</translation>
    </message>
    <message>
        <source>Saved, but the file could not be given everything it had before: {names}.</source>
        <translation>已保存，但文件原有的一些属性没能保留：{names}。</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>查看差异</translation>
    </message>
    <message>
        <source>Take the disk&apos;s</source>
        <translation>采用磁盘版本</translation>
    </message>
    <message>
        <source>The file of &quot;{title}&quot; is gone. Your text is kept here and in recovery.</source>
        <translation>“{title}”的文件不见了。你的文字保留在这里和恢复区中。</translation>
    </message>
    <message>
        <source>Unsaved text cannot be kept for a crash: {reason}. Save often.</source>
        <translation>无法为意外退出留存未保存的文字：{reason}。请勤保存。</translation>
    </message>
    <message>
        <source>Your text is kept in recovery.</source>
        <translation>你的文字保留在恢复区中。</translation>
    </message>
    <message>
        <source>{name} is the same as the post: it can be deleted.</source>
        <translation>{name} 与这篇文章相同，可以删除。</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>&quot;{word}&quot;</source>
        <translation>“{word}”</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Add to the categories: {words}</source>
        <translation>添加分类：{words}</translation>
    </message>
    <message>
        <source>Add to the tags: {words}</source>
        <translation>添加标签：{words}</translation>
    </message>
    <message>
        <source>Change the letters of the categories: {words}</source>
        <translation>更改分类的大小写：{words}</translation>
    </message>
    <message>
        <source>Change the letters of the tags: {words}</source>
        <translation>更改标签的大小写：{words}</translation>
    </message>
    <message>
        <source>Mend problems</source>
        <translation>修复问题</translation>
    </message>
    <message>
        <source>Merge the categories {words} and all below them into &quot;{to}&quot;</source>
        <translation>把分类{words}及其下级一起合并为“{to}”</translation>
    </message>
    <message>
        <source>Merge the categories {words} into &quot;{to}&quot;</source>
        <translation>把分类{words}合并为“{to}”</translation>
    </message>
    <message>
        <source>Merge the tags {words} into &quot;{to}&quot;</source>
        <translation>把标签{words}合并为“{to}”</translation>
    </message>
    <message>
        <source>Remove from the categories: {words}</source>
        <translation>移除分类：{words}</translation>
    </message>
    <message>
        <source>Remove from the tags: {words}</source>
        <translation>移除标签：{words}</translation>
    </message>
    <message>
        <source>Remove the categories {words} and all below them</source>
        <translation>删除分类{words}及其下的所有分类</translation>
    </message>
    <message>
        <source>Remove the category {words} and all below it</source>
        <translation>删除分类{words}及其下的所有分类</translation>
    </message>
    <message>
        <source>Remove the field {name}</source>
        <translation>移除字段 {name}</translation>
    </message>
    <message>
        <source>Rename the category {words} and all below it to &quot;{to}&quot;</source>
        <translation>把分类{words}及其下级一起重命名为“{to}”</translation>
    </message>
    <message>
        <source>Rename the category {words} to &quot;{to}&quot;</source>
        <translation>把分类{words}重命名为“{to}”</translation>
    </message>
    <message>
        <source>Rename the field {name} to {to}</source>
        <translation>把字段 {name} 重命名为 {to}</translation>
    </message>
    <message>
        <source>Rename the tag {words} to &quot;{to}&quot;</source>
        <translation>把标签{words}重命名为“{to}”</translation>
    </message>
    <message>
        <source>Replace &quot;{old}&quot; by &quot;{new}&quot;</source>
        <translation>把“{old}”替换为“{new}”</translation>
    </message>
    <message>
        <source>Set the field {name} to &quot;{value}&quot;</source>
        <translation>把字段 {name} 设为“{value}”</translation>
    </message>
    <message>
        <source>Undo in one post: {what}</source>
        <translation>在 1 篇文章中撤销：{what}</translation>
    </message>
    <message>
        <source>Undo in {n} posts: {what}</source>
        <translation>在 {n} 篇文章中撤销：{what}</translation>
    </message>
    <message>
        <source>{words} and more</source>
        <translation>{words} 等</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>This post has no headings.</source>
        <translation>这篇文章没有标题。</translation>
    </message>
</context>
<context>
    <name>Pickers</name>
    <message>
        <source>Export to HTML</source>
        <translation>导出为 HTML</translation>
    </message>
    <message>
        <source>Export to PDF</source>
        <translation>导出为 PDF</translation>
    </message>
    <message>
        <source>HTML pages (*.html *.htm)</source>
        <translation>HTML 网页 (*.html *.htm)</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>The pasted image</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The post was closed before its image came. It is kept as {names}.</source>
        <translation>图片到来之前文章已关闭。图片已保存为 {names}。</translation>
    </message>
    <message>
        <source>{name} could not be copied: {reason}.</source>
        <translation>无法复制 {name}：{reason}。</translation>
    </message>
    <message>
        <source>{name} could not be read: {reason}.</source>
        <translation>无法读取 {name}：{reason}。</translation>
    </message>
    <message>
        <source>{name} is not an image that browsers show.</source>
        <translation>{name} 不是浏览器能显示的图片。</translation>
    </message>
    <message>
        <source>{name} is too large: an image may have 20 MB and 50 million pixels.</source>
        <translation>{name} 太大：图片最多 20 MB、5000 万像素。</translation>
    </message>
</context>
<context>
    <name>PicturesDialog</name>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Chosen images: {count}</source>
        <translation>已选图片：{count}</translation>
    </message>
    <message>
        <source>Find an image</source>
        <translation>查找图片</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>Images of this journal</source>
        <translation>这本周记的图片</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert an image</source>
        <translation>插入图片</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找图片…</translation>
    </message>
    <message>
        <source>Name or folder</source>
        <translation>名称或文件夹</translation>
    </message>
    <message>
        <source>No image fits.</source>
        <translation>没有匹配的图片。</translation>
    </message>
    <message>
        <source>Only some of this journal&apos;s images are listed.</source>
        <translation>只列出了这本周记的一部分图片。</translation>
    </message>
    <message>
        <source>This journal has no images yet.</source>
        <translation>这本周记还没有图片。</translation>
    </message>
</context>
<context>
    <name>PostList</name>
    <message>
        <source>&quot;{text}&quot;</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>1 post</source>
        <translation>1 篇</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 字</translation>
    </message>
    <message>
        <source>All posts</source>
        <translation>全部文章</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>最相关的在前</translation>
    </message>
    <message>
        <source>Best last</source>
        <translation>最相关的在后</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最相关</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>分栏</translation>
    </message>
    <message>
        <source>Conflict copy</source>
        <translation>冲突副本</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Earliest first</source>
        <translation>从早到晚</translation>
    </message>
    <message>
        <source>From A to Z</source>
        <translation>从 A 到 Z</translation>
    </message>
    <message>
        <source>From Z to A</source>
        <translation>从 Z 到 A</translation>
    </message>
    <message>
        <source>Grouped by month</source>
        <translation>按月分组</translation>
    </message>
    <message>
        <source>Grouped by week</source>
        <translation>按周分组</translation>
    </message>
    <message>
        <source>Keep this search…</source>
        <translation>保存这个搜索…</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Latest first</source>
        <translation>从晚到早</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>从长到短</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>从新到旧</translation>
    </message>
    <message>
        <source>No post fits this filter.</source>
        <translation>没有符合筛选的文章。</translation>
    </message>
    <message>
        <source>No posts</source>
        <translation>没有文章</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>从旧到新</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>列表的顺序</translation>
    </message>
    <message>
        <source>Order: {order}, {direction}</source>
        <translation>排序：{order}，{direction}</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Pinned posts first</source>
        <translation>置顶文章在前</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reading the folder…</source>
        <translation>正在读取文件夹…</translation>
    </message>
    <message>
        <source>Search the journal</source>
        <translation>搜索周记</translation>
    </message>
    <message>
        <source>Search title, text, tags</source>
        <translation>搜索标题、正文、标签</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>从短到长</translation>
    </message>
    <message>
        <source>This folder has no posts yet.</source>
        <translation>这个文件夹里还没有文章。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Write the first one</source>
        <translation>写第一篇</translation>
    </message>
    <message>
        <source>unsaved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>{name}: take out of the filter</source>
        <translation>{name}：移出筛选</translation>
    </message>
    <message>
        <source>{n} posts</source>
        <translation>{n} 篇</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} 字</translation>
    </message>
</context>
<context>
    <name>Posts</name>
    <message>
        <source>Exported to {name}.</source>
        <translation>已导出到 {name}。</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The name has to be one inside the journal.</source>
        <translation>名称必须位于周记文件夹之内。</translation>
    </message>
    <message>
        <source>There is a file of that name already.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>These images are not in it: {names}.</source>
        <translation>其中不含这些图片：{names}。</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Choose a file: {name}</source>
        <translation>选择文件：{name}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Style sheets (*.css)</source>
        <translation>样式表 (*.css)</translation>
    </message>
    <message>
        <source>The system&apos;s font</source>
        <translation>系统字体</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>This post is too large for the preview.</source>
        <translation>这篇文章太大，无法预览。</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Damaged image:</source>
        <translation>图片已损坏：</translation>
    </message>
    <message>
        <source>Embedded image that is none, or too large:</source>
        <translation>内嵌图片无效或过大：</translation>
    </message>
    <message>
        <source>Image not found:</source>
        <translation>找不到图片：</translation>
    </message>
    <message>
        <source>Image on the web without https, never loaded:</source>
        <translation>网络图片未用 https，不会载入：</translation>
    </message>
    <message>
        <source>Image on the web, not loaded:</source>
        <translation>网络图片，未载入：</translation>
    </message>
    <message>
        <source>Image outside the journal, not shown:</source>
        <translation>图片在周记之外，不显示：</translation>
    </message>
    <message>
        <source>Image too large to be shown:</source>
        <translation>图片过大，不显示：</translation>
    </message>
    <message>
        <source>Looked for:</source>
        <translation>查找过：</translation>
    </message>
    <message>
        <source>Not an image that browsers show:</source>
        <translation>不是浏览器能显示的图片：</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Show images from the web in this journal</source>
        <translation>在这本周记中显示网络图片</translation>
    </message>
    <message>
        <source>Showing an image from the web tells its server that you looked.</source>
        <translation>显示网络图片，会让对方服务器知道你看过它。</translation>
    </message>
    <message>
        <source>The preview had to start again and shows an earlier version.</source>
        <translation>预览重新启动过，显示的是较早的版本。</translation>
    </message>
    <message>
        <source>The preview is too slow for this text and shows an earlier version.</source>
        <translation>预览跟不上这段文字，显示的是较早的版本。</translation>
    </message>
    <message>
        <source>The preview stopped. Open the post again to try once more.</source>
        <translation>预览已停止。请重新打开文章再试一次。</translation>
    </message>
    <message>
        <source>This text cannot be rendered. The preview shows the last version that could.</source>
        <translation>这段文字无法渲染，预览停在上一个可以渲染的版本。</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>Addresses used twice</source>
        <translation>重复的地址</translation>
    </message>
    <message>
        <source>Back to the posts</source>
        <translation>返回文章列表</translation>
    </message>
    <message>
        <source>Dates in the future</source>
        <translation>日期在将来</translation>
    </message>
    <message>
        <source>Dates missing</source>
        <translation>缺少日期</translation>
    </message>
    <message>
        <source>Dates without a zone</source>
        <translation>日期没有时区</translation>
    </message>
    <message>
        <source>Excerpts missing or too long</source>
        <translation>摘要缺失或过长</translation>
    </message>
    <message>
        <source>Files that cannot be read, conflict copies, merges</source>
        <translation>无法读取的文件、冲突副本、未完成的合并</translation>
    </message>
    <message>
        <source>Filter problems</source>
        <translation>筛选问题</translation>
    </message>
    <message>
        <source>Heads that do not parse</source>
        <translation>无法解析的元数据</translation>
    </message>
    <message>
        <source>Images not found</source>
        <translation>找不到的图片</translation>
    </message>
    <message>
        <source>Links that lead nowhere</source>
        <translation>失效的链接</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Looking through the posts…</source>
        <translation>正在检查文章…</translation>
    </message>
    <message>
        <source>Mend all {n}…</source>
        <translation>修复全部 {n} 个…</translation>
    </message>
    <message>
        <source>Mend…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>No problem matches the filter.</source>
        <translation>没有符合筛选条件的问题。</translation>
    </message>
    <message>
        <source>No problems were found. The journal is in order.</source>
        <translation>没有发现问题，周记一切正常。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reading {done} of {total} posts…</source>
        <translation>正在读取文章：{done} / {total}…</translation>
    </message>
    <message>
        <source>Titles missing</source>
        <translation>缺少标题</translation>
    </message>
    <message>
        <source>Weeks left out</source>
        <translation>缺少的周</translation>
    </message>
    <message>
        <source>Words spelled in two ways</source>
        <translation>同一个词有两种写法</translation>
    </message>
    <message>
        <source>can be mended</source>
        <translation>可以修复</translation>
    </message>
    <message>
        <source>line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>{kind}, problems: {count}</source>
        <translation>{kind}，{count} 个问题</translation>
    </message>
    <message>
        <source>{kind}, problems: {count}, folded</source>
        <translation>{kind}，{count} 个问题，已折叠</translation>
    </message>
    <message>
        <source>{n} more: the filter finds them</source>
        <translation>另有 {n} 个，可用筛选找到</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} / {all}</translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation>{n} 个问题</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Down</source>
        <translation>↓</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>←</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
</context>
<context>
    <name>QuickOpen</name>
    <message>
        <source>No post fits.</source>
        <translation>没有符合的文章。</translation>
    </message>
    <message>
        <source>Open a post</source>
        <translation>打开文章</translation>
    </message>
    <message>
        <source>Posts that fit</source>
        <translation>符合的文章</translation>
    </message>
    <message>
        <source>Title or file name</source>
        <translation>标题或文件名</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>&quot;{name}&quot; cannot be a file name on every system.</source>
        <translation>“{name}”在某些系统上不能作为文件名。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; cannot be a file name.</source>
        <translation>“{name}”不能用作文件名。</translation>
    </message>
    <message>
        <source>A merge that was not finished left its markers in line {line}.</source>
        <translation>第 {line} 行留有未完成合并的标记。</translation>
    </message>
    <message>
        <source>Empty key</source>
        <translation>键为空</translation>
    </message>
    <message>
        <source>Empty table name</source>
        <translation>表名为空</translation>
    </message>
    <message>
        <source>Expecting &apos;,&apos; delimiter</source>
        <translation>缺少逗号</translation>
    </message>
    <message>
        <source>Expecting &apos;:&apos; delimiter</source>
        <translation>缺少冒号</translation>
    </message>
    <message>
        <source>Expecting property name enclosed in double quotes</source>
        <translation>这里应是用双引号括起的名称</translation>
    </message>
    <message>
        <source>Expecting value</source>
        <translation>这里缺少值</translation>
    </message>
    <message>
        <source>Extra data</source>
        <translation>有多余的内容</translation>
    </message>
    <message>
        <source>Illegal trailing comma before end of {place}</source>
        <translation>末尾有多余的逗号（{place}）</translation>
    </message>
    <message>
        <source>Invalid \escape</source>
        <translation>转义无效</translation>
    </message>
    <message>
        <source>Invalid \uXXXX escape</source>
        <translation>\uXXXX 转义无效</translation>
    </message>
    <message>
        <source>Invalid character {sign} in string</source>
        <translation>字符串中有无效字符 {sign}</translation>
    </message>
    <message>
        <source>Invalid control character at</source>
        <translation>有无效的控制字符</translation>
    </message>
    <message>
        <source>Invalid date</source>
        <translation>日期无效</translation>
    </message>
    <message>
        <source>Invalid datetime</source>
        <translation>日期时间无效</translation>
    </message>
    <message>
        <source>Invalid key &quot;{name}&quot;</source>
        <translation>键 {name} 无效</translation>
    </message>
    <message>
        <source>Invalid number</source>
        <translation>数字无效</translation>
    </message>
    <message>
        <source>Invalid number or date format</source>
        <translation>数字或日期的格式无效</translation>
    </message>
    <message>
        <source>Invalid table name &quot;{name}&quot;</source>
        <translation>表名 {name} 无效</translation>
    </message>
    <message>
        <source>Invalid time</source>
        <translation>时间无效</translation>
    </message>
    <message>
        <source>Invalid unicode value</source>
        <translation>Unicode 值无效</translation>
    </message>
    <message>
        <source>It has no date.</source>
        <translation>没有日期。</translation>
    </message>
    <message>
        <source>It has no excerpt.</source>
        <translation>没有摘要。</translation>
    </message>
    <message>
        <source>It has no title in its head.</source>
        <translation>元数据中没有标题。</translation>
    </message>
    <message>
        <source>It holds binary data, so it is only shown, byte by byte.</source>
        <translation>内容是二进制数据，只能逐字节查看。</translation>
    </message>
    <message>
        <source>It is a conflict copy of {name}.</source>
        <translation>这是 {name} 的冲突副本。</translation>
    </message>
    <message>
        <source>It is larger than 8 MB, so it is only shown.</source>
        <translation>文件超过 8 MB，只能查看。</translation>
    </message>
    <message>
        <source>Its date cannot be read: {text}.</source>
        <translation>无法识别的日期：{text}。</translation>
    </message>
    <message>
        <source>Its date has no zone: {text}.</source>
        <translation>日期没有时区：{text}。</translation>
    </message>
    <message>
        <source>Its date is in the future: {text}.</source>
        <translation>日期在将来：{text}。</translation>
    </message>
    <message>
        <source>Its encoding is not known, so it is shown as Latin-1 and cannot be changed here.</source>
        <translation>无法识别编码，按 Latin-1 显示，不能在这里修改。</translation>
    </message>
    <message>
        <source>Its excerpt is {n} characters long.</source>
        <translation>摘要长达 {n} 个字符。</translation>
    </message>
    <message>
        <source>Its text is UTF-8 with damaged places ({n}), shown as {sign}, so it cannot be changed here.</source>
        <translation>文字是 UTF-8，但有 {n} 处损坏（显示为 {sign}），不能在这里修改。</translation>
    </message>
    <message>
        <source>Its title is empty.</source>
        <translation>标题为空。</translation>
    </message>
    <message>
        <source>Key &quot;{name}&quot; already exists.</source>
        <translation>键 {name} 已存在</translation>
    </message>
    <message>
        <source>No weekly series was found: the title of a post has to hold a number, like &quot;Week 3&quot; or &quot;第 12 周&quot;.</source>
        <translation>没有找到周记系列：文章标题里要有序号，例如“Week 3”或“第 12 周”。</translation>
    </message>
    <message>
        <source>Only the start of the file was read.</source>
        <translation>只读取了文件的开头。</translation>
    </message>
    <message>
        <source>TOML has no empty value; remove the field instead</source>
        <translation>TOML 没有空值，请移除该字段</translation>
    </message>
    <message>
        <source>The category {text} is elsewhere written {name}.</source>
        <translation>分类“{text}”在别处写作“{name}”。</translation>
    </message>
    <message>
        <source>The field</source>
        <translation>该字段</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}.</source>
        <translation>无法读取文件：{reason}。</translation>
    </message>
    <message>
        <source>The head</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>The head does not parse in line {line}: {reason}.</source>
        <translation>元数据第 {line} 行无法解析：{reason}。</translation>
    </message>
    <message>
        <source>The head does not parse: {reason}.</source>
        <translation>元数据无法解析：{reason}。</translation>
    </message>
    <message>
        <source>The index cannot be kept on disk: {reason}.</source>
        <translation>索引无法存到磁盘：{reason}。</translation>
    </message>
    <message>
        <source>The index cannot be used: {reason}.</source>
        <translation>索引无法使用：{reason}。</translation>
    </message>
    <message>
        <source>The link to {text} leads nowhere.</source>
        <translation>指向 {text} 的链接已失效。</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>该列表</translation>
    </message>
    <message>
        <source>The name is too long for a file.</source>
        <translation>文件名太长。</translation>
    </message>
    <message>
        <source>The tag {text} is elsewhere written {name}.</source>
        <translation>标签“{text}”在别处写作“{name}”。</translation>
    </message>
    <message>
        <source>The web engine that prints refuses to run as root. Use another account.</source>
        <translation>用于打印的网页引擎不能以 root 身份运行，请换用普通账户。</translation>
    </message>
    <message>
        <source>There is already something called &quot;{name}&quot; in this folder.</source>
        <translation>这个文件夹里已经有“{name}”。</translation>
    </message>
    <message>
        <source>There is no image {text}.</source>
        <translation>找不到图片 {text}。</translation>
    </message>
    <message>
        <source>Unexpected character: {sign}</source>
        <translation>意外的字符 {sign}</translation>
    </message>
    <message>
        <source>Unexpected end of file</source>
        <translation>内容提前结束</translation>
    </message>
    <message>
        <source>Unterminated string starting at</source>
        <translation>字符串没有结束</translation>
    </message>
    <message>
        <source>Week {n} is missing before it.</source>
        <translation>在它之前缺少第 {n} 周。</translation>
    </message>
    <message>
        <source>Weeks {n} to {last} are missing before it.</source>
        <translation>在它之前缺少第 {n} 至 {last} 周。</translation>
    </message>
    <message>
        <source>YAML has no spelling for this value that all readers agree on</source>
        <translation>这个值在 YAML 中没有各种程序都认同的写法</translation>
    </message>
    <message>
        <source>YAML has no spelling for {value} that all readers agree on</source>
        <translation>{value} 在 YAML 中没有各种程序都认同的写法</translation>
    </message>
    <message>
        <source>a JSON head has to be one pair of braces with what is in them</source>
        <translation>JSON 元数据必须是一对花括号及其中的内容</translation>
    </message>
    <message>
        <source>a JSON head is edited as text</source>
        <translation>JSON 元数据只能在源码中编辑</translation>
    </message>
    <message>
        <source>a colon and a space inside a value; put the value in quotes</source>
        <translation>值中有冒号加空格，请给值加上引号</translation>
    </message>
    <message>
        <source>a comma would make two words of it</source>
        <translation>逗号会把它变成两个词</translation>
    </message>
    <message>
        <source>a comment in it would be lost</source>
        <translation>其中的注释会丢失</translation>
    </message>
    <message>
        <source>a comment stands between its items</source>
        <translation>列表项之间有注释</translation>
    </message>
    <message>
        <source>a dash where no list may start</source>
        <translation>这里不能用短横线开始列表</translation>
    </message>
    <message>
        <source>a field needs a name</source>
        <translation>字段必须有名称</translation>
    </message>
    <message>
        <source>a field&apos;s name is one line of text</source>
        <translation>字段名称只能是一行文字</translation>
    </message>
    <message>
        <source>a full-width colon (：) behind a name; a half-width colon and a space are needed</source>
        <translation>字段名后面是全角冒号（：），应为半角冒号加空格</translation>
    </message>
    <message>
        <source>a head cannot hold a value of type {kind}</source>
        <translation>元数据不能容纳 {kind} 类型的值</translation>
    </message>
    <message>
        <source>a line of it is the fence that would end it</source>
        <translation>其中有一行是分隔线，元数据会在那里提前结束</translation>
    </message>
    <message>
        <source>a list of tables is edited in the raw head</source>
        <translation>表的列表只能在源码中编辑</translation>
    </message>
    <message>
        <source>a merge in it was not finished</source>
        <translation>其中有一次合并尚未完成</translation>
    </message>
    <message>
        <source>a page never takes the place of a post or a folder</source>
        <translation>网页不能取代文章或文件夹</translation>
    </message>
    <message>
        <source>a space would make two words of it</source>
        <translation>空格会让它变成两个词</translation>
    </message>
    <message>
        <source>a tab where only spaces may stand</source>
        <translation>只能用空格的地方用了制表符</translation>
    </message>
    <message>
        <source>a word that is broken over two lines stands in code or a formula</source>
        <translation>跨两行的词在代码或公式中</translation>
    </message>
    <message>
        <source>an unexpected error ({error})</source>
        <translation>意外的错误（{error}）</translation>
    </message>
    <message>
        <source>another reader would take it for something else</source>
        <translation>别的程序会把它读成另外的意思</translation>
    </message>
    <message>
        <source>block sequence entries are not allowed in this context</source>
        <translation>这里不能出现列表项</translation>
    </message>
    <message>
        <source>body</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>connection timed out</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>could not find expected &apos;:&apos;</source>
        <translation>缺少冒号</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>did not find expected &apos;,&apos; or &apos;]&apos;</source>
        <translation>缺少 , 或 ]</translation>
    </message>
    <message>
        <source>did not find expected &apos;,&apos; or &apos;}}&apos;</source>
        <translation>缺少 , 或 }}</translation>
    </message>
    <message>
        <source>did not find expected &apos;-&apos; indicator</source>
        <translation>缺少列表项的短横线</translation>
    </message>
    <message>
        <source>did not find expected &lt;document start&gt;</source>
        <translation>文档应在这里开始</translation>
    </message>
    <message>
        <source>did not find expected alphabetic or numeric character</source>
        <translation>这里应是字母或数字</translation>
    </message>
    <message>
        <source>did not find expected comment or line break</source>
        <translation>这里应是注释或换行</translation>
    </message>
    <message>
        <source>did not find expected hexdecimal number</source>
        <translation>这里应是十六进制数</translation>
    </message>
    <message>
        <source>did not find expected key</source>
        <translation>这里应是字段名（请检查缩进和引号）</translation>
    </message>
    <message>
        <source>did not find expected node content</source>
        <translation>这里缺少值</translation>
    </message>
    <message>
        <source>did not find expected tag URI</source>
        <translation>类型标记不完整</translation>
    </message>
    <message>
        <source>did not find expected whitespace or line break</source>
        <translation>这里应是空格或换行</translation>
    </message>
    <message>
        <source>directory not empty</source>
        <translation>文件夹不是空的</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>文件名太长</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>文件太大</translation>
    </message>
    <message>
        <source>found a tab character that violates indentation</source>
        <translation>缩进中有制表符</translation>
    </message>
    <message>
        <source>found a tab character where an indentation space is expected</source>
        <translation>缩进应用空格，这里是制表符</translation>
    </message>
    <message>
        <source>found an indentation indicator equal to 0</source>
        <translation>缩进指示不能为 0</translation>
    </message>
    <message>
        <source>found character that cannot start any token</source>
        <translation>这个字符不能出现在这里</translation>
    </message>
    <message>
        <source>found invalid Unicode character escape code</source>
        <translation>Unicode 转义有误</translation>
    </message>
    <message>
        <source>found undefined tag handle</source>
        <translation>类型标记没有定义</translation>
    </message>
    <message>
        <source>found unexpected &apos;:&apos;</source>
        <translation>这里不应有冒号</translation>
    </message>
    <message>
        <source>found unexpected document indicator</source>
        <translation>这里不应出现文档分隔线</translation>
    </message>
    <message>
        <source>found unexpected end of stream</source>
        <translation>内容提前结束（引号可能没有配对）</translation>
    </message>
    <message>
        <source>found unknown directive name</source>
        <translation>未知的指令</translation>
    </message>
    <message>
        <source>found unknown escape character</source>
        <translation>未知的转义字符</translation>
    </message>
    <message>
        <source>head</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>参数无效</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it cannot be read ({error})</source>
        <translation>无法读取（{error}）</translation>
    </message>
    <message>
        <source>it has a key that is no plain name</source>
        <translation>其中有的键不是普通名称</translation>
    </message>
    <message>
        <source>it has a key twice</source>
        <translation>其中有重复的键</translation>
    </message>
    <message>
        <source>it has a merge key</source>
        <translation>其中有合并键</translation>
    </message>
    <message>
        <source>it has a tag</source>
        <translation>它带有类型标记</translation>
    </message>
    <message>
        <source>it has an anchor</source>
        <translation>它带有锚点</translation>
    </message>
    <message>
        <source>it has several names (hard links), so its old text has to be kept first, and that failed</source>
        <translation>它有多个名称（硬链接），须先留存旧内容，而留存失败了</translation>
    </message>
    <message>
        <source>it has unsaved text</source>
        <translation>它有未保存的文字</translation>
    </message>
    <message>
        <source>it holds a second document</source>
        <translation>其中还有第二个文档</translation>
    </message>
    <message>
        <source>it holds a sign YAML does not allow</source>
        <translation>其中有 YAML 不允许的字符</translation>
    </message>
    <message>
        <source>it holds binary data</source>
        <translation>内容是二进制数据</translation>
    </message>
    <message>
        <source>it holds more than {n} aliases</source>
        <translation>锚点引用超过 {n} 处</translation>
    </message>
    <message>
        <source>it holds more than {n} keys and values</source>
        <translation>键和值超过 {n} 个</translation>
    </message>
    <message>
        <source>it is a conflict copy</source>
        <translation>它是冲突副本</translation>
    </message>
    <message>
        <source>it is a link to a file that is not there</source>
        <translation>它是一个链接，指向的文件不存在</translation>
    </message>
    <message>
        <source>it is a merge key</source>
        <translation>它是合并键</translation>
    </message>
    <message>
        <source>it is a template</source>
        <translation>它是模板</translation>
    </message>
    <message>
        <source>it is an alias</source>
        <translation>它是锚点的引用</translation>
    </message>
    <message>
        <source>it is longer than 64 KiB</source>
        <translation>长度超过 64 KiB</translation>
    </message>
    <message>
        <source>it is nested more than {n} deep</source>
        <translation>嵌套超过 {n} 层</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it is no list of fields with names</source>
        <translation>不是一个个有名称的字段</translation>
    </message>
    <message>
        <source>it is not YAML</source>
        <translation>不是 YAML</translation>
    </message>
    <message>
        <source>it is not a list</source>
        <translation>它不是列表</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>没有这一项</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>它已经不在了</translation>
    </message>
    <message>
        <source>it is the post itself</source>
        <translation>目标正是文章本身</translation>
    </message>
    <message>
        <source>it stands behind a dash, alone</source>
        <translation>它单独写在短横线后面</translation>
    </message>
    <message>
        <source>it stands twice in the head</source>
        <translation>它在元数据中出现了两次</translation>
    </message>
    <message>
        <source>it starts behind another dash</source>
        <translation>它写在另一个短横线后面</translation>
    </message>
    <message>
        <source>it was changed since</source>
        <translation>它在此之后又改过</translation>
    </message>
    <message>
        <source>it would not be read as a head any more</source>
        <translation>它将不再能被读作文件头</translation>
    </message>
    <message>
        <source>its anchor is used twice</source>
        <translation>它的锚点重名</translation>
    </message>
    <message>
        <source>its dashes do not stand below each other</source>
        <translation>各项的短横线没有对齐</translation>
    </message>
    <message>
        <source>its disk does not answer</source>
        <translation>它所在的磁盘没有响应</translation>
    </message>
    <message>
        <source>its folder is not there any more</source>
        <translation>它所在的文件夹已经不在了</translation>
    </message>
    <message>
        <source>its folder takes no new file, so its old text has to be kept first, and that failed</source>
        <translation>它所在的文件夹不能新建文件，须先留存旧内容，而留存失败了</translation>
    </message>
    <message>
        <source>its key is no plain name</source>
        <translation>它的键不是普通名称</translation>
    </message>
    <message>
        <source>its key is written with a question mark</source>
        <translation>它的键用问号写成</translation>
    </message>
    <message>
        <source>its symbolic links lead in a circle</source>
        <translation>符号链接绕成了圈</translation>
    </message>
    <message>
        <source>its text cannot be rendered ({text})</source>
        <translation>无法渲染它的文字（{text}）</translation>
    </message>
    <message>
        <source>making the page takes too long</source>
        <translation>生成网页用时太久</translation>
    </message>
    <message>
        <source>mapping keys are not allowed in this context</source>
        <translation>这里不能出现键</translation>
    </message>
    <message>
        <source>no such device</source>
        <translation>没有这个设备</translation>
    </message>
    <message>
        <source>no such device or address</source>
        <translation>没有这个设备或地址</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>nothing was written</source>
        <translation>没有写入任何内容</translation>
    </message>
    <message>
        <source>operation not supported</source>
        <translation>不支持这个操作</translation>
    </message>
    <message>
        <source>other bytes of the head would change with it</source>
        <translation>元数据的其他内容会跟着改变</translation>
    </message>
    <message>
        <source>somebody else changed it, and you have not decided yet</source>
        <translation>它被其他程序改过，而你还没有决定如何处理</translation>
    </message>
    <message>
        <source>stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>the access list</source>
        <translation>访问控制列表</translation>
    </message>
    <message>
        <source>the alias *{name} names nothing before it</source>
        <translation>引用 *{name} 之前没有同名的锚点</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk is full, {size} bytes are needed</source>
        <translation>磁盘已满，需要 {size} 字节</translation>
    </message>
    <message>
        <source>the file is read-only</source>
        <translation>文件是只读的</translation>
    </message>
    <message>
        <source>the folder of the journal is another one than before</source>
        <translation>周记文件夹已不是原来那个</translation>
    </message>
    <message>
        <source>the folder of the journal is not there</source>
        <translation>周记文件夹不在了</translation>
    </message>
    <message>
        <source>the group</source>
        <translation>所属组</translation>
    </message>
    <message>
        <source>the head does not parse ({reason})</source>
        <translation>元数据无法解析（{reason}）</translation>
    </message>
    <message>
        <source>the head is no map</source>
        <translation>元数据不是键值结构</translation>
    </message>
    <message>
        <source>the head is not closed by a line with {fence}</source>
        <translation>元数据末尾缺少一行 {fence}</translation>
    </message>
    <message>
        <source>the head would not parse any more ({reason})</source>
        <translation>改后元数据将无法解析（{reason}）</translation>
    </message>
    <message>
        <source>the head would say something else than asked</source>
        <translation>改后元数据的意思会与要求不符</translation>
    </message>
    <message>
        <source>the history</source>
        <translation>历史版本</translation>
    </message>
    <message>
        <source>the mode</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>the owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>the page could not be made</source>
        <translation>无法生成网页</translation>
    </message>
    <message>
        <source>the pattern is not valid</source>
        <translation>表达式无效</translation>
    </message>
    <message>
        <source>the pattern takes too long in this text</source>
        <translation>表达式在这段文字里耗时太长</translation>
    </message>
    <message>
        <source>the post is read-only</source>
        <translation>文章是只读的</translation>
    </message>
    <message>
        <source>the post is too large</source>
        <translation>文章太大了</translation>
    </message>
    <message>
        <source>the system allows no file of {size} bytes</source>
        <translation>系统不允许 {size} 字节的文件</translation>
    </message>
    <message>
        <source>the system&apos;s limit of watched folders is reached</source>
        <translation>已达到系统监视文件夹数量的上限</translation>
    </message>
    <message>
        <source>the web engine printed nothing</source>
        <translation>网页引擎没有输出任何内容</translation>
    </message>
    <message>
        <source>the whole head has a tag or an anchor</source>
        <translation>整个元数据带有类型标记或锚点</translation>
    </message>
    <message>
        <source>there are too many files of that name</source>
        <translation>同名的文件太多</translation>
    </message>
    <message>
        <source>there is a field {name} already</source>
        <translation>已经有字段 {name}</translation>
    </message>
    <message>
        <source>there is a {name} already</source>
        <translation>已经有 {name}</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>there is no way to write this value there</source>
        <translation>这个值在那里没有写法</translation>
    </message>
    <message>
        <source>this version cannot be read any more</source>
        <translation>这个版本已无法读取</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>打开的文件太多</translation>
    </message>
    <message>
        <source>transport endpoint is not connected</source>
        <translation>传输端点未连接</translation>
    </message>
    <message>
        <source>two of its items share a line</source>
        <translation>有两项写在同一行</translation>
    </message>
    <message>
        <source>what follows a word that is broken over two lines would begin a block</source>
        <translation>跨两行的词后面的文字会成为列表、标题等另一种段落</translation>
    </message>
    <message>
        <source>what somebody else wrote at the same moment is kept as {name}</source>
        <translation>其他程序在同一时刻写入的内容保存为 {name}</translation>
    </message>
    <message>
        <source>what was read back is not what was written</source>
        <translation>读回的内容与写入的不符</translation>
    </message>
    <message>
        <source>you have no permission to read it</source>
        <translation>你没有读它的权限</translation>
    </message>
    <message>
        <source>you have no permission to write there</source>
        <translation>没有在那里写入的权限</translation>
    </message>
    <message>
        <source>{name} cannot be read as a post: {reason}.</source>
        <translation>{name} 无法作为文章读取：{reason}。</translation>
    </message>
    <message>
        <source>{name} could not be read: {reason}.</source>
        <translation>{name} 无法读取：{reason}。</translation>
    </message>
    <message>
        <source>{name} is an unquoted template</source>
        <translation>{name} 是没有加引号的模板</translation>
    </message>
    <message>
        <source>{name} is called the same: {text}.</source>
        <translation>与 {name} 的名称相同：{text}。</translation>
    </message>
    <message>
        <source>{name} is no map</source>
        <translation>{name} 不是键值结构</translation>
    </message>
    <message>
        <source>{name} stands twice</source>
        <translation>{name} 出现了两次</translation>
    </message>
    <message>
        <source>{sign} cannot be written in {encoding}</source>
        <translation>{encoding} 编码中没有 {sign}</translation>
    </message>
    <message>
        <source>{text} has a bracket that is not closed</source>
        <translation>{text} 中有未闭合的括号</translation>
    </message>
    <message>
        <source>{text} is neither true nor false</source>
        <translation>{text} 既不是真也不是假</translation>
    </message>
    <message>
        <source>{text} is no date as TOML writes it</source>
        <translation>{text} 不是 TOML 写法的日期</translation>
    </message>
    <message>
        <source>{text} is not a map like {{name: value}}</source>
        <translation>{text} 不是 {{name: value}} 这样的键值结构</translation>
    </message>
    <message>
        <source>{text} is not a number</source>
        <translation>{text} 不是数字</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>&quot;{title}&quot;, written {time}</source>
        <translation>“{title}”，写于 {time}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discarded text is kept aside for seven days</source>
        <translation>放弃的文字会另行保留七天</translation>
    </message>
    <message>
        <source>Discarded texts</source>
        <translation>已放弃的文字</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两者都留</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Posts with unsaved text</source>
        <translation>有未保存文字的文章</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Text you discarded is kept for seven days.</source>
        <translation>放弃的文字会保留七天。</translation>
    </message>
    <message>
        <source>The end of it could not be read; what there is of it is kept aside.</source>
        <translation>末尾无法读取，已有的部分另存了一份。</translation>
    </message>
    <message>
        <source>The file was changed after this text was begun. − is the disk, + is your unsaved text.</source>
        <translation>这段文字动笔之后，文件又被改动过。− 是磁盘上的，+ 是你未保存的文字。</translation>
    </message>
    <message>
        <source>The program ended before these posts were saved. Nothing is lost.</source>
        <translation>上次程序结束时，这些文章还没有保存。内容没有丢失。</translation>
    </message>
    <message>
        <source>The unsaved text becomes a new post beside the one on disk</source>
        <translation>未保存的文字成为一篇新文章，与磁盘上的并存</translation>
    </message>
    <message>
        <source>There is no such file on disk; restoring makes a new one when you save.</source>
        <translation>磁盘上没有这个文件；恢复后保存时会新建。</translation>
    </message>
    <message>
        <source>Unsaved text was found</source>
        <translation>发现未保存的文字</translation>
    </message>
    <message>
        <source>{time} · changed on disk</source>
        <translation>{time} · 磁盘上有改动</translation>
    </message>
    <message>
        <source>− is the disk, + is the text you discarded.</source>
        <translation>− 是磁盘上的内容，+ 是你放弃的文字。</translation>
    </message>
    <message>
        <source>− is the disk, + is your unsaved text.</source>
        <translation>− 是磁盘上的，+ 是你未保存的文字。</translation>
    </message>
</context>
<context>
    <name>Rename</name>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename bundle</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>Rename file</source>
        <translation>重命名文件</translation>
    </message>
    <message>
        <source>The title stays as it is.</source>
        <translation>标题保持不变。</translation>
    </message>
</context>
<context>
    <name>ReplaceAll</name>
    <message>
        <source>$1 is what the first bracket caught, \n a new line</source>
        <translation>$1 是第一个括号匹配的内容，\n 是换行</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>For words of letters; Chinese has no gaps between words</source>
        <translation>只对字母词有效；中文的词之间没有空格</translation>
    </message>
    <message>
        <source>In</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Only the text is searched, not the metadata. You see every line before it is written.</source>
        <translation>只查找正文，不含元数据。每一行都会先列出，再写入。</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Replace by</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Replace in posts</source>
        <translation>在文章中替换</translation>
    </message>
    <message>
        <source>Show the changes…</source>
        <translation>查看更改…</translation>
    </message>
    <message>
        <source>The expression is not valid: {reason}.</source>
        <translation>表达式无效：{reason}。</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Changes of many posts</source>
        <translation>批量更改记录</translation>
    </message>
    <message>
        <source>None was made in this journal yet. Each will be listed here and can be taken back.</source>
        <translation>这本周记还没有批量更改。每次更改都会列在这里，并且可以撤销。</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>one post</source>
        <translation>1 篇文章</translation>
    </message>
    <message>
        <source>{n} posts</source>
        <translation>{n} 篇文章</translation>
    </message>
    <message>
        <source>{posts}, stopped before the end</source>
        <translation>{posts}，中途停止</translation>
    </message>
    <message>
        <source>{posts}, taken back</source>
        <translation>{posts}，已撤销</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message>
        <source>All posts of the journal ({n})</source>
        <translation>周记中的全部文章（{n}）</translation>
    </message>
    <message>
        <source>In which posts</source>
        <translation>在哪些文章中</translation>
    </message>
    <message>
        <source>The post that is selected</source>
        <translation>选中的文章</translation>
    </message>
    <message>
        <source>The posts in the list ({n})</source>
        <translation>列表中的文章（{n}）</translation>
    </message>
    <message>
        <source>The {n} selected posts</source>
        <translation>选中的 {n} 篇文章</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Words and &quot;phrases&quot; are looked for in the whole text; -word leaves posts out.
tag: category: title: year: before: after: is:draft is:pinned is:broken has:image narrow the list.</source>
        <translation>词语和“短语”在全文中查找；-词语 排除含它的文章。
可用 tag: category: title: year: before: after: is:draft is:pinned is:broken has:image 缩小范围。</translation>
    </message>
</context>
<context>
    <name>Searches</name>
    <message>
        <source>A search of that name is replaced.</source>
        <translation>同名的搜索会被替换。</translation>
    </message>
    <message>
        <source>It stands in the sidebar, with the posts it finds then.</source>
        <translation>它会列在侧栏里，每次都按当时的文章查找。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this search</source>
        <translation>保存这个搜索</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename search</source>
        <translation>重命名搜索</translation>
    </message>
    <message>
        <source>The search &quot;{name}&quot; was deleted.</source>
        <translation>已删除搜索“{name}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>A CSS file of the journal. Nothing is loaded from the web for it.</source>
        <translation>周记文件夹里的一个 CSS 文件，不会为它从网上载入内容。</translation>
    </message>
    <message>
        <source>A line break between Han characters makes no space</source>
        <translation>汉字之间换行不留空格</translation>
    </message>
    <message>
        <source>Address of a post</source>
        <translation>文章的地址</translation>
    </message>
    <message>
        <source>Always show</source>
        <translation>总是显示</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As in the preferences</source>
        <translation>与偏好设置一致</translation>
    </message>
    <message>
        <source>As its folder shows</source>
        <translation>按文件夹识别</translation>
    </message>
    <message>
        <source>As its site reads them</source>
        <translation>与网站一致</translation>
    </message>
    <message>
        <source>As its site shows it</source>
        <translation>与网站一致</translation>
    </message>
    <message>
        <source>Ask once in each journal</source>
        <translation>每本周记问一次</translation>
    </message>
    <message>
        <source>Book: a serif face</source>
        <translation>书籍：衬线字体</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Custom style sheet</source>
        <translation>自定义样式表</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Decides the shape of Han letters. A tag as zh-CN, zh-TW, ja or en.</source>
        <translation>决定汉字字形，填写 zh-CN、zh-TW、ja、en 这样的语言代码。</translation>
    </message>
    <message>
        <source>Each lies in the one before it</source>
        <translation>后一个属于前一个</translation>
    </message>
    <message>
        <source>Each stands for itself</source>
        <translation>各自独立</translation>
    </message>
    <message>
        <source>Editor font</source>
        <translation>编辑器字体</translation>
    </message>
    <message>
        <source>Editor font size, in pixels</source>
        <translation>编辑器字号（像素）</translation>
    </message>
    <message>
        <source>Folder of new drafts</source>
        <translation>新草稿的文件夹</translation>
    </message>
    <message>
        <source>Folder of new posts</source>
        <translation>新文章的文件夹</translation>
    </message>
    <message>
        <source>Han text is set in a Chinese face where the font has none.</source>
        <translation>所选字体没有汉字时，汉字用中文字体显示。</translation>
    </message>
    <message>
        <source>How an article looks</source>
        <translation>文章怎样显示</translation>
    </message>
    <message>
        <source>How posts are read</source>
        <translation>文章怎样解读</translation>
    </message>
    <message>
        <source>Images from the web</source>
        <translation>网络图片</translation>
    </message>
    <message>
        <source>Keep earlier versions, in days</source>
        <translation>旧版本保留天数</translation>
    </message>
    <message>
        <source>Kind of site</source>
        <translation>网站类型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the posts</source>
        <translation>文章的语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Markdown dialect</source>
        <translation>Markdown 方言</translation>
    </message>
    <message>
        <source>Never show</source>
        <translation>从不显示</translation>
    </message>
    <message>
        <source>Never: saving is my act</source>
        <translation>从不：由我自己保存</translation>
    </message>
    <message>
        <source>Note: small and compact</source>
        <translation>便笺：小字，紧凑</translation>
    </message>
    <message>
        <source>Pinned posts first</source>
        <translation>置顶文章在前</translation>
    </message>
    <message>
        <source>Plain folder</source>
        <translation>普通文件夹</translation>
    </message>
    <message>
        <source>Plain: a sans-serif face</source>
        <translation>简洁：无衬线字体</translation>
    </message>
    <message>
        <source>Post list</source>
        <translation>文章列表</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Preview style</source>
        <translation>预览样式</translation>
    </message>
    <message>
        <source>Room for them, in megabytes</source>
        <translation>旧版本占用上限（MB）</translation>
    </message>
    <message>
        <source>Save by itself</source>
        <translation>自动保存</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Says where images lie, and which Markdown the site shows.</source>
        <translation>决定图片放在哪里，以及网站用哪种 Markdown。</translation>
    </message>
    <message>
        <source>Several categories of a post</source>
        <translation>一篇文章有多个分类时</translation>
    </message>
    <message>
        <source>Showing one tells its server that you looked.</source>
        <translation>显示网络图片，会让对方服务器知道你看过它。</translation>
    </message>
    <message>
        <source>Spelled from the site&apos;s root. A dot is the root itself.</source>
        <translation>相对于站点根目录；写一个点表示根目录本身。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>The oldest go first; the newest of each post goes last.</source>
        <translation>最旧的先清理，每篇文章最新的版本留到最后。</translation>
    </message>
    <message>
        <source>The site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Unsaved text survives a crash whatever you choose here.</source>
        <translation>无论选哪一项，未保存的文字都不会因意外退出而丢失。</translation>
    </message>
    <message>
        <source>What links are checked by, made of :path, :slug, :year, :month and :day.</source>
        <translation>检查链接时使用，由 :path、:slug、:year、:month 和 :day 组成。</translation>
    </message>
    <message>
        <source>When I leave a post</source>
        <translation>离开文章时</translation>
    </message>
    <message>
        <source>When I pause</source>
        <translation>停笔时</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写作</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Filter by words or keys</source>
        <translation>按名称或按键筛选</translation>
    </message>
    <message>
        <source>In the post list: go to the text</source>
        <translation>在文章列表中：转到正文</translation>
    </message>
    <message>
        <source>In the post list: move to trash</source>
        <translation>在文章列表中：移到回收站</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>All posts</source>
        <translation>全部文章</translation>
    </message>
    <message>
        <source>And also</source>
        <translation>并且</translation>
    </message>
    <message>
        <source>As a cloud</source>
        <translation>标签云</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>But not</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By number of posts</source>
        <translation>按文章数</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Ctrl and click: and also · Shift: or · Alt: but not</source>
        <translation>Ctrl 加点击：并且 · Shift：或者 · Alt：排除</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Filter tags</source>
        <translation>筛选标签</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>No tag is called so</source>
        <translation>没有这样的标签</translation>
    </message>
    <message>
        <source>Only this</source>
        <translation>只看这个</translation>
    </message>
    <message>
        <source>Or</source>
        <translation>或者</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Rename with all below it…</source>
        <translation>连同下级一起重命名…</translation>
    </message>
    <message>
        <source>Rename, merge, delete…</source>
        <translation>重命名、合并、删除…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>保存的搜索</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show all {n}</source>
        <translation>显示全部 {n} 项</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Unsaved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Which posts</source>
        <translation>文章筛选</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>not</source>
        <translation>非</translation>
    </message>
    <message>
        <source>not {name}</source>
        <translation>非 {name}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>or {name}</source>
        <translation>或 {name}</translation>
    </message>
    <message>
        <source>{name}, posts: {count}</source>
        <translation>{name}，{count} 篇</translation>
    </message>
    <message>
        <source>{name}, posts: {count}, chosen</source>
        <translation>{name}，{count} 篇，已选</translation>
    </message>
    <message>
        <source>{name}, posts: {count}, chosen: or</source>
        <translation>{name}，{count} 篇，已选：或</translation>
    </message>
    <message>
        <source>{name}, posts: {count}, left out</source>
        <translation>{name}，{count} 篇，已排除</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>1 word</source>
        <translation>1 字</translation>
    </message>
    <message>
        <source>Changed on disk</source>
        <translation>磁盘上已改动</translation>
    </message>
    <message>
        <source>Encoding and line ends of the file; click to read it in another encoding</source>
        <translation>文件的编码和换行符；点击可换一种编码读取</translation>
    </message>
    <message>
        <source>Line {line}, column {column}</source>
        <translation>行 {line}，列 {column}</translation>
    </message>
    <message>
        <source>New file, 1 line</source>
        <translation>新文件，共 1 行</translation>
    </message>
    <message>
        <source>New file, {n} lines</source>
        <translation>新文件，共 {n} 行</translation>
    </message>
    <message>
        <source>New, not saved yet</source>
        <translation>新文章，尚未保存</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>保存失败</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving would change lines: body {body}</source>
        <translation>保存将改动：正文 {body} 行</translation>
    </message>
    <message>
        <source>Saving would change lines: metadata {head}</source>
        <translation>保存将改动：元数据 {head} 行</translation>
    </message>
    <message>
        <source>Saving would change lines: metadata {head}, body {body}</source>
        <translation>保存将改动：元数据 {head} 行，正文 {body} 行</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The Markdown dialect of the preview; click to choose</source>
        <translation>预览所用的 Markdown 方言；点击可选择</translation>
    </message>
    <message>
        <source>Typed in the form, but not in the post yet</source>
        <translation>表单里已输入，还没有写进文章</translation>
    </message>
    <message>
        <source>Unsaved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>约 {minutes} 分钟</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到 1 分钟</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} 字</translation>
    </message>
    <message>
        <source>{words} without punctuation</source>
        <translation>不计标点 {words} 字</translation>
    </message>
</context>
<context>
    <name>Strangers</name>
    <message>
        <source>&quot;{name}&quot; is open in another window of this program, too. Nothing is lost by that: each sees what the other saves.</source>
        <translation>“{name}”也在本程序的另一个窗口中打开。这不会丢失任何内容：每个窗口都能看到另一个窗口保存的改动。</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Open the post</source>
        <translation>打开文章</translation>
    </message>
    <message>
        <source>Show all problems</source>
        <translation>显示所有问题</translation>
    </message>
    <message>
        <source>The folder &quot;{name}&quot; cannot be read: {reason}. The list shows what was in it; what you write is kept in recovery and saved when the folder is back.</source>
        <translation>无法读取文件夹“{name}”：{reason}。列表显示的是它原来的内容；你写的文字保留在恢复区中，文件夹回来后再保存。</translation>
    </message>
    <message>
        <source>The folder cannot be watched ({reason}), so changes by other programs show only after some seconds.</source>
        <translation>无法监视这个文件夹（{reason}），所以其他程序的改动要过几秒才会显示。</translation>
    </message>
    <message>
        <source>The posts of &quot;{name}&quot; are not in the folder any more ({n} of {all}), as if another disk were in its place. Nothing is saved there until you say so; what you write is kept in recovery.</source>
        <translation>“{name}”的文章已不在文件夹里（{all} 篇中的 {n} 篇），像是换成了另一个磁盘。在你确认之前不会往那里保存；你写的文字保留在恢复区中。</translation>
    </message>
    <message>
        <source>There are {n} conflict copies of &quot;{title}&quot;, the first is {name}.</source>
        <translation>“{title}”有 {n} 个冲突副本，第一个是 {name}。</translation>
    </message>
    <message>
        <source>There is a conflict copy of &quot;{title}&quot;: {name}.</source>
        <translation>“{title}”有一个冲突副本：{name}。</translation>
    </message>
    <message>
        <source>They are gone</source>
        <translation>确实没有了</translation>
    </message>
    <message>
        <source>This is a conflict copy of {name}.</source>
        <translation>这是 {name} 的冲突副本。</translation>
    </message>
    <message>
        <source>change on disk</source>
        <translation>磁盘上的改动</translation>
    </message>
    <message>
        <source>{n} of {all} posts vanished from &quot;{name}&quot; at once. They stay in the list for now.</source>
        <translation>“{name}”的 {all} 篇文章中有 {n} 篇一下子不见了。它们暂时留在列表中。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Journal: {name}</source>
        <translation>周记：{name}</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>No journal</source>
        <translation>未打开周记</translation>
    </message>
    <message>
        <source>Open a journal</source>
        <translation>打开一本周记</translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message>
        <source>Discard</source>
        <translation>放弃改动</translation>
    </message>
    <message>
        <source>Keep for next time</source>
        <translation>留到下次</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>These posts have unsaved changes.</source>
        <translation>这些文章有未保存的改动。</translation>
    </message>
    <message>
        <source>Unsaved posts</source>
        <translation>未保存的文章</translation>
    </message>
    <message>
        <source>What you keep is offered again at the next start; the files stay as they are.</source>
        <translation>留下的改动会在下次启动时提供恢复，文件保持原样。</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>A save that was cut short left text behind. It is kept as {names}.</source>
        <translation>一次中断的保存留下了文字，已另存为 {names}。</translation>
    </message>
    <message>
        <source>Nothing was discarded here in the last seven days.</source>
        <translation>最近七天没有放弃过文字。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>A copy of it is put into your documents</source>
        <translation>会在你的“文档”里放一份副本</translation>
    </message>
    <message>
        <source>Back to the open journal (Esc)</source>
        <translation>回到打开的周记（Esc）</translation>
    </message>
    <message>
        <source>Back to {name}</source>
        <translation>回到 {name}</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open any folder of Markdown posts: a plain folder, or the site of a generator such as Hugo, Hexo, Astro, Jekyll, VitePress, Pelican or MkDocs, or an Obsidian vault. Your files stay yours: only what you change is changed.</source>
        <translation>打开任何一个放着 Markdown 文章的文件夹：普通文件夹、Obsidian 库，或 Hugo、Hexo、Astro、Jekyll、VitePress、Pelican、MkDocs 等生成的网站都可以。文件始终属于你：只有你改过的地方才会变。</translation>
    </message>
    <message>
        <source>Or drop a folder onto this window.</source>
        <translation>也可以把文件夹拖到这个窗口上。</translation>
    </message>
    <message>
        <source>Recent journals</source>
        <translation>最近打开的周记</translation>
    </message>
    <message>
        <source>Try the sample journal</source>
        <translation>试试示例周记</translation>
    </message>
    <message>
        <source>Welcome to your journal</source>
        <translation>欢迎使用周记</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>ALL UPPER CASE</source>
        <translation>全部大写</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Each Word Capitalised</source>
        <translation>每个词首字母大写</translation>
    </message>
    <message>
        <source>Each is used more than once.</source>
        <translation>每个词都用过不止一次。</translation>
    </message>
    <message>
        <source>F2 renames, Delete deletes; drop a word on another to merge them. You see what would change before anything is written.</source>
        <translation>F2 重命名，Delete 删除；把一个词拖到另一个上即可合并。写入之前，会先列出所有更改。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>相近的词</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Merge {words} into:</source>
        <translation>把 {words} 合并为：</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>No post of this journal has a category.</source>
        <translation>这本周记里没有带分类的文章。</translation>
    </message>
    <message>
        <source>No post of this journal has a tag.</source>
        <translation>这本周记里没有带标签的文章。</translation>
    </message>
    <message>
        <source>No two of them look alike.</source>
        <translation>没有写法相近的词。</translation>
    </message>
    <message>
        <source>Nothing fits the filter.</source>
        <translation>没有符合筛选的词。</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags and categories</source>
        <translation>标签与分类</translation>
    </message>
    <message>
        <source>Tags or categories</source>
        <translation>标签或分类</translation>
    </message>
    <message>
        <source>The name that stays</source>
        <translation>保留的名称</translation>
    </message>
    <message>
        <source>Those that look alike</source>
        <translation>写法相近的</translation>
    </message>
    <message>
        <source>Those used once</source>
        <translation>只用过一次的</translation>
    </message>
    <message>
        <source>Which words</source>
        <translation>哪些词</translation>
    </message>
    <message>
        <source>all lower case</source>
        <translation>全部小写</translation>
    </message>
    <message>
        <source>{n} chosen.</source>
        <translation>已选 {n} 个。</translation>
    </message>
</context>
</TS>
