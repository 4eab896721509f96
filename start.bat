@echo off
rem 双击即可：打开雏雁的网页 / double-click: the page of Chuyan opens in the browser
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul
if %errorlevel%==0 (py -3 start.py open) else (python start.py open)
if errorlevel 1 pause
